import json
from contextlib import suppress
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.domain.leads.codec import read_line, read_question, write_instant, write_line, write_verdict
from crm_core.domain.leads.derivation_json import write_derivation
from crm_core.domain.leads.faults import MalformedHistory
from crm_core.domain.leads.history import Activity, Extension, Hold, HoldReason, Notice, ProtectionHistory
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.leads.rules import CONTRACT_2025, GraceStart
from crm_core.domain.leads.why import explain

SMALLEST = {"startedAt": "2025-01-01T00:00:00Z", "at": "2025-03-20T00:00:00Z"}
ACTIVITY = {"kind": "QUALIFIED_CALL", "occurredAt": "2025-01-05T10:00:00Z", "creditedToOwner": True}
HOLD = {"start": "2025-02-01T00:00:00Z", "end": None, "reason": "OTHER"}


def on(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year, month, day, hour


def faults(line: object) -> list[tuple[str, str]]:
    with pytest.raises(MalformedHistory) as refused:
        read_line(line if isinstance(line, str) else json.dumps(line))
    assert all(fault.message for fault in refused.value.faults)
    return [(fault.path, fault.code) for fault in refused.value.faults]


def test_the_smallest_question_takes_the_contract_and_empty_lists() -> None:
    question = read_line(json.dumps(SMALLEST))

    assert question.history == ProtectionHistory(started_at=on(2025, 1, 1))
    assert question.rules == CONTRACT_2025
    assert question.at == on(2025, 3, 20)


def test_every_member_is_read() -> None:
    question = read_question(
        SMALLEST
        | {
            "inactivityFrom": "2025-01-02T01:00:00+01:00",
            "rules": {"baseMonths": 3, "progressDays": 30, "graceDays": 5, "graceStart": "AUTOMATIC"},
            "activities": [ACTIVITY | {"recordedAt": "2025-01-06T00:00:00Z"}],
            "holds": [HOLD, HOLD | {"end": "2025-02-02T00:00:00Z", "recordedAt": "2025-02-01T01:00:00Z"}],
            "notices": [
                {"sentAt": "2025-03-02T00:00:00Z", "deliveredAt": None},
                {
                    "sentAt": "2025-03-02T00:00:00Z",
                    "deliveredAt": "2025-03-02T01:00:00Z",
                    "recordedAt": "2025-03-02T02:00:00Z",
                },
            ],
            "extensions": [
                {"grantedAt": "2025-03-03T00:00:00Z", "days": 3},
                {"grantedAt": "2025-03-03T00:00:00Z", "months": 1, "recordedAt": "2025-03-04T00:00:00Z"},
            ],
        }
    )

    assert question.history == ProtectionHistory(
        started_at=on(2025, 1, 1),
        inactivity_from=on(2025, 1, 2),
        activities=(
            Activity(kind="QUALIFIED_CALL", occurred_at=on(2025, 1, 5, 10), recorded_at=on(2025, 1, 6)),
        ),
        holds=(
            Hold(start=on(2025, 2, 1), reason=HoldReason.OTHER),
            Hold(start=on(2025, 2, 1), end=on(2025, 2, 2), recorded_at=on(2025, 2, 1, 1)),
        ),
        notices=(
            Notice(sent_at=on(2025, 3, 2)),
            Notice(sent_at=on(2025, 3, 2), delivered_at=on(2025, 3, 2, 1), recorded_at=on(2025, 3, 2, 2)),
        ),
        extensions=(
            Extension(granted_at=on(2025, 3, 3), days=3),
            Extension(granted_at=on(2025, 3, 3), months=1, recorded_at=on(2025, 3, 4)),
        ),
    )
    assert (question.rules.base_months, question.rules.progress_days, question.rules.grace_days) == (3, 30, 5)
    assert question.rules.grace_start is GraceStart.AUTOMATIC


def test_a_fact_without_recorded_at_was_recorded_at_its_own_instant() -> None:
    question = read_question(SMALLEST | {"activities": [ACTIVITY], "holds": [HOLD]})

    assert question.history.activities[0].recorded_at == on(2025, 1, 5, 10)
    assert question.history.holds[0].recorded_at == on(2025, 2, 1)


def test_what_else_a_record_may_say() -> None:
    question = read_question(
        SMALLEST
        | {
            "rules": {"ending": "SUM"},
            "activities": [
                ACTIVITY | {"confirmedAt": "2025-01-20T00:00:00Z", "withdrawnAt": "2025-01-21T00:00:00Z"}
            ],
            "holds": [HOLD | {"end": "2025-02-02T00:00:00Z", "endRecordedAt": "2025-02-03T00:00:00Z"}],
            "notices": [{"sentAt": "2025-03-02T00:00:00Z", "bouncedAt": "2025-03-03T00:00:00Z"}],
        }
    )

    assert question.rules.ending.value == "SUM"
    assert question.history.activities[0].confirmed_at == on(2025, 1, 20)
    assert question.history.activities[0].withdrawn_at == on(2025, 1, 21)
    assert question.history.holds[0].end_recorded_at == on(2025, 2, 3)
    assert question.history.notices[0].bounced_at == on(2025, 3, 3)


def test_all_bad_members_are_named_together() -> None:
    line = {
        "at": "2025-03-20",
        "note": "x",
        "rules": {"baseMonths": 25, "mode": "LEAST"},
        "activities": [ACTIVITY | {"creditedToOwner": "yes"}, {"kind": "call"}],
        "holds": [HOLD | {"reason": "HOLIDAY"}],
        "notices": {},
        "extensions": [7],
    }

    assert faults(line) == [
        ("note", "unknown"),
        ("startedAt", "missing"),
        ("at", "no-instant"),
        ("rules.mode", "unknown"),
        ("rules.baseMonths", "out-of-range"),
        ("activities[0].creditedToOwner", "wrong-type"),
        ("activities[1].occurredAt", "missing"),
        ("activities[1].creditedToOwner", "missing"),
        ("activities[1].kind", "no-code"),
        ("holds[0].reason", "unknown-word"),
        ("notices", "wrong-type"),
        ("extensions[0]", "wrong-type"),
        ("extensions[0]", "one-of"),
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"at": "2024-12-31T23:59:59Z"}, ("at", "before-start")),
        ({"inactivityFrom": "2024-12-31T23:59:59Z"}, ("inactivityFrom", "before-start")),
        ({"holds": [HOLD | {"end": "2025-01-31T00:00:00Z"}]}, ("holds[0].end", "before-start")),
        (
            {"notices": [{"sentAt": "2025-03-02T00:00:00Z", "deliveredAt": "2025-03-01T00:00:00Z"}]},
            ("notices[0].deliveredAt", "before-sending"),
        ),
        ({"extensions": [{"grantedAt": "2025-03-02T00:00:00Z"}]}, ("extensions[0]", "one-of")),
        (
            {"extensions": [{"grantedAt": "2025-03-02T00:00:00Z", "days": 1, "months": 1}]},
            ("extensions[0]", "one-of"),
        ),
        (
            {"extensions": [{"grantedAt": "2025-03-02T00:00:00Z", "days": 0}]},
            ("extensions[0].days", "out-of-range"),
        ),
        ({"rules": {"graceDays": 10.0}}, ("rules.graceDays", "out-of-range")),
        ({"rules": {"graceDays": True}}, ("rules.graceDays", "out-of-range")),
        ({"rules": {"progressDays": 6}}, ("rules.progressDays", "out-of-range")),
        ({"rules": {"graceStart": "MANUAL"}}, ("rules.graceStart", "unknown-word")),
        ({"rules": None}, ("rules", "wrong-type")),
        ({"activities": None}, ("activities", "wrong-type")),
        ({"activities": [ACTIVITY | {"outcome": "x"}]}, ("activities[0].outcome", "unknown")),
    ],
)
def test_a_member_that_cannot_be_true_is_refused(change: dict[str, object], fault: tuple[str, str]) -> None:
    assert fault in faults(SMALLEST | change)


def test_what_is_finer_than_a_microsecond_is_cut_off() -> None:
    question = read_question(SMALLEST | {"at": "2025-03-20T00:00:00.123456789Z"})
    assert question.at == on(2025, 3, 20).replace(microsecond=123456)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-20T00:00:00",
        "2025-03-20",
        "2025-03-20 00:00:00Z",
        "2025-W12-4T00:00:00Z",
        "20250320T000000Z",
        "2025-02-30T00:00:00Z",
        "2025-03-20T24:00:00Z",
        "2025-03-20T23:59:60Z",
        "0001-01-01T00:00:00+14:00",
        "2025-03-20T00:00:00+25:00",
        "2025-03-20T00:00Z",
        "٢٠٢٥-03-20T00:00:00Z",
        1742428800,
    ],
)
def test_an_instant_needs_a_date_a_time_and_an_offset(text: object) -> None:
    assert faults(SMALLEST | {"at": text}) == [("at", "no-instant")]


@pytest.mark.parametrize("line", ["", "{", "NaN}", "[" * 100_000, '{"at": 1' + "0" * 5000 + "}"])
def test_a_line_that_is_no_json_is_refused(line: str) -> None:
    assert faults(line) == [("", "no-json")]


def test_a_line_that_is_no_object_is_refused() -> None:
    assert faults("[]") == [("", "wrong-type")]


def test_a_member_given_twice_is_refused() -> None:
    line = '{"startedAt": "2025-01-01T00:00:00Z", "at": "2025-03-20T00:00:00Z", "at": "2026-01-01T00:00:00Z"}'

    assert faults(line) == [("at", "repeated")]


def test_a_verdict_is_written_in_utc_with_z() -> None:
    question = read_question(SMALLEST | {"startedAt": "2025-01-01T01:00:00+01:00"})

    assert json.loads(write_line(evaluate(question.history, question.rules, question.at))) == {
        "state": "REMINDER_DUE",
        "baseExpiryAt": "2025-07-01T00:00:00Z",
        "reminderDueAt": "2025-03-02T00:00:00Z",
        "graceUntil": "2025-03-30T00:00:00Z",
        "validUntil": "2025-03-30T00:00:00Z",
        "expiredReason": None,
        "clockPaused": False,
    }
    assert write_instant(on(2025, 3, 2).replace(microsecond=5)) == "2025-03-02T00:00:00.000005Z"


def test_the_reason_of_a_lapse_is_written_and_what_a_sum_does_not_know_is_null() -> None:
    question = read_question(SMALLEST | {"at": "2026-01-01T00:00:00Z", "rules": {"ending": "SUM"}})

    written = write_verdict(evaluate(question.history, question.rules, question.at))

    assert (written["state"], written["expiredReason"]) == ("EXPIRED", "BASE_PERIOD")
    assert (written["reminderDueAt"], written["graceUntil"]) == (None, None)


def test_a_derivation_is_written_complete() -> None:
    question = read_question(SMALLEST | {"activities": [ACTIVITY], "holds": [HOLD]})

    written = write_derivation(explain(question.history, question.rules, question.at))

    assert json.loads(json.dumps(written)) == written
    assert written["pausedBy"] == {"at": "2025-02-01T00:00:00Z", "detail": "OTHER", "ref": None}
    assert written["nextDate"] == {"event": "REMINDER_DUE", "at": "2025-04-22T10:00:00Z"}
    assert written["smallestChange"] == {"change": "HOLD_ENDED", "before": None}
    assert written["segments"] == [
        {
            "from": "2025-01-01T00:00:00Z",
            "to": "2025-01-05T10:00:00Z",
            "seconds": 381600.0,
            "kind": "RUNNING",
            "cause": "STARTED",
            "source": {"at": "2025-01-01T00:00:00Z", "detail": None, "ref": None},
        },
        {
            "from": "2025-01-05T10:00:00Z",
            "to": "2025-02-01T00:00:00Z",
            "seconds": 2296800.0,
            "kind": "RUNNING",
            "cause": "ACTIVITY",
            "source": {"at": "2025-01-05T10:00:00Z", "detail": "QUALIFIED_CALL", "ref": None},
        },
        {
            "from": "2025-02-01T00:00:00Z",
            "to": "2025-03-20T00:00:00Z",
            "seconds": 4060800.0,
            "kind": "PAUSED",
            "cause": "HOLD",
            "source": {"at": "2025-02-01T00:00:00Z", "detail": "OTHER", "ref": None},
        },
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3)
    ),
    max_leaves=6,
)
places = st.sampled_from(["at", "startedAt", "rules", "activities", "holds", "notices", "extensions", "new"])


@given(places, json_values, st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_line_is_read_or_refused(place: str, value: object, seed: int) -> None:
    line: dict[str, object] = {**SMALLEST, "activities": [ACTIVITY], "holds": [HOLD]}
    if Random(seed).random() < 0.5:
        line["holds"] = [HOLD | {Random(seed).choice(sorted(HOLD)): value}]
    else:
        line[place] = value
    with suppress(MalformedHistory):
        question = read_line(json.dumps(line))
        assert json.loads(write_line(evaluate(question.history, question.rules, question.at)))["state"]
