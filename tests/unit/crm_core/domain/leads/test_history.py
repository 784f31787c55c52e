from datetime import UTC, datetime, timedelta

import pytest

from crm_core.domain.leads.history import Activity, Extension, Hold, Notice, ProtectionHistory

START = datetime(2025, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def activity(recorded: float, confirmed: float | None = None) -> Activity:
    return Activity(
        kind="QUALIFIED_CALL",
        occurred_at=day(10),
        recorded_at=day(recorded),
        confirmed_at=None if confirmed is None else day(confirmed),
    )


@pytest.mark.parametrize(
    ("fact", "known_at"),
    [
        (Activity(kind="QUALIFIED_CALL", occurred_at=day(10)), day(10)),
        (activity(recorded=12), day(12)),
        (activity(recorded=12, confirmed=15), day(12)),
        (activity(recorded=8), day(10)),
        (activity(recorded=18), None),
        (activity(recorded=18, confirmed=20), day(20)),
        (activity(recorded=18, confirmed=17), day(18)),
        (Hold(start=day(10)), day(10)),
        (Hold(start=day(10), recorded_at=day(12)), day(12)),
        (Hold(start=day(10), recorded_at=day(8)), day(10)),
        (Extension(granted_at=day(10), days=1), day(10)),
        (Extension(granted_at=day(10), days=1, recorded_at=day(12)), day(12)),
        (Extension(granted_at=day(10), days=1, recorded_at=day(8)), day(10)),
        (Notice(sent_at=day(10)), None),
        (Notice(sent_at=day(10), recorded_at=day(12)), None),
        (Notice(sent_at=day(10), delivered_at=day(11)), day(11)),
        (Notice(sent_at=day(10), delivered_at=day(11), recorded_at=day(12)), day(12)),
        (Notice(sent_at=day(10), delivered_at=day(11), recorded_at=day(10)), day(11)),
    ],
)
def test_a_fact_is_known_from_its_recording_but_never_before_its_own_instant(
    fact: Activity | Hold | Extension | Notice, known_at: datetime | None
) -> None:
    assert fact.known_at == known_at


@pytest.mark.parametrize(
    ("end", "recorded", "end_recorded", "known_at"),
    [
        (None, 10, None, None),
        (20, 10, None, 20),
        (20, 25, None, 25),
        (20, 10, 12, 12),
        (20, 10, 30, 30),
        (20, 15, 12, 15),
    ],
)
def test_the_end_of_a_hold_is_a_fact_of_its_own(
    end: float | None, recorded: float, end_recorded: float | None, known_at: float | None
) -> None:
    hold = Hold(
        start=day(10),
        end=None if end is None else day(end),
        recorded_at=day(recorded),
        end_recorded_at=None if end_recorded is None else day(end_recorded),
    )

    assert hold.end_known_at == (None if known_at is None else day(known_at))


def test_only_five_kinds_credited_to_the_owner_qualify() -> None:
    kinds = [
        "QUALIFIED_CALL",
        "CUSTOMER_REACTION",
        "SCHEDULED_FOLLOWUP",
        "SAMPLE_FEEDBACK",
        "ROI_PRESENTATION",
    ]
    others = ["NOTE", "CALL", "EMAIL", "SAMPLE_SENT", "MAILING"]

    assert all(Activity(kind=kind, occurred_at=START).qualifies for kind in kinds)
    assert not any(Activity(kind=kind, occurred_at=START).qualifies for kind in others)
    assert not Activity(kind="QUALIFIED_CALL", occurred_at=START, credited_to_owner=False).qualifies


def test_the_progress_clock_starts_with_the_base_clock_unless_the_lead_was_transferred() -> None:
    assert ProtectionHistory(started_at=START).inactivity_from == START
    assert ProtectionHistory(started_at=START, inactivity_from=day(3)).inactivity_from == day(3)
