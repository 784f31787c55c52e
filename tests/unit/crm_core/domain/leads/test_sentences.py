from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from attrs import evolve, fields_dict

from crm_core.domain.language import Language
from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.derivation import Cause, ChangeKind, DecidingRule, NextEvent, SegmentKind
from crm_core.domain.leads.history import (
    QUALIFYING_KINDS,
    Activity,
    Hold,
    HoldReason,
    Notice,
    ProtectionHistory,
)
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.rules import CONTRACT_2025
from crm_core.domain.leads.sentences import Told, tell
from crm_core.domain.leads.why import explain
from crm_core.domain.leads.wording import DE, EN, Wording

START = datetime(2025, 1, 1, tzinfo=UTC)
HISTORY = ProtectionHistory(
    started_at=START,
    activities=(
        Activity(kind="QUALIFIED_CALL", occurred_at=datetime(2025, 1, 2, 12, 30, tzinfo=UTC), ref="a-1"),
    ),
    holds=(
        Hold(
            start=datetime(2025, 2, 1, tzinfo=UTC),
            end=datetime(2025, 2, 2, 1, tzinfo=UTC),
            reason=HoldReason.FFZ_SAMPLE_DELAY,
        ),
    ),
)


def told(at: datetime, language: Language, history: ProtectionHistory = HISTORY) -> Told:
    return tell(explain(history, CONTRACT_2025, at), language)


def test_a_protected_lead_in_english() -> None:
    assert told(datetime(2025, 2, 3, tzinfo=UTC), Language.EN).lines == (
        "On 2025-02-03 00:00 UTC the lead is protected. The base period ends on 2025-07-02 01:00 UTC.",
        "2025-01-01 00:00 UTC to 2025-01-02 12:30 UTC (1 day 12 hours 30 minutes): the clock runs;"
        " protection began on 2025-01-01 00:00 UTC.",
        "2025-01-02 12:30 UTC to 2025-02-01 00:00 UTC (29 days 11 hours 30 minutes): the clock runs;"
        " qualifying activity on 2025-01-02 12:30 UTC: qualified call [a-1].",
        "2025-02-01 00:00 UTC to 2025-02-02 01:00 UTC (1 day 1 hour): the clock is paused;"
        " hold since 2025-02-01 00:00 UTC: delay of our samples.",
        "2025-02-02 01:00 UTC to 2025-02-03 00:00 UTC (23 hours): the clock runs;"
        " the hold of 2025-02-01 00:00 UTC ended: delay of our samples.",
        "Decided by the 60 days in which an activity is expected.",
        "Next date: on 2025-03-04 13:30 UTC a reminder falls due.",
        "Smallest change: a qualifying activity before 2025-03-04 13:30 UTC.",
    )


def test_a_paused_lead_in_german() -> None:
    lines = told(datetime(2025, 2, 1, 0, 0, 30, tzinfo=UTC), Language.DE).lines

    assert lines[0].endswith("Die Grundfrist endet am 01.07.2025 00:00 UTC. Die Uhr ruht.")
    assert lines[3] == (
        "01.02.2025 00:00 UTC bis 01.02.2025 00:00 UTC (ein Augenblick): Die Uhr ruht;"
        " Pause seit 01.02.2025 00:00 UTC: Verzug unserer Muster."
    )
    assert lines[-1] == "Kleinste Änderung: das Ende der Pause."


def test_every_state_tells_since_when() -> None:
    due = datetime(2025, 3, 4, 13, 30, tzinfo=UTC)
    notice = Notice(sent_at=due, delivered_at=due + timedelta(days=1))
    reminded = evolve(HISTORY, notices=(notice,))

    assert "due since 2025-03-04 13:30" in told(due, Language.EN).verdict
    assert "began on 2025-03-05 13:30" in told(due + timedelta(days=2), Language.EN, reminded).verdict
    expired = told(due + timedelta(days=20), Language.EN, reminded)
    assert expired.verdict == (
        "Protection ended on 2025-03-15 13:30 UTC, because the grace period was over"
        " without a qualifying activity."
    )
    assert expired.next_date is None
    assert "weil die Grundfrist abgelaufen war" in told(due + timedelta(days=200), Language.DE).verdict


@pytest.mark.parametrize("words", [DE, EN])
def test_the_wording_has_a_word_for_everything(words: Wording) -> None:
    states = {*ProtectionState, *LapseReason} - {ProtectionState.EXPIRED}
    assert set(words.verdicts) == states
    assert set(words.kinds) == set(SegmentKind)
    assert set(words.causes) == set(Cause)
    assert set(words.rules) == set(DecidingRule)
    assert set(words.next_dates) == set(NextEvent)
    assert set(words.changes) == set(ChangeKind)
    assert set(words.details) == QUALIFYING_KINDS | {reason.value for reason in HoldReason}


def test_no_text_is_left_in_the_other_language() -> None:
    tables = [name for name in fields_dict(Wording) if isinstance(getattr(DE, name), dict)]
    assert len(tables) == 7
    for table in tables:
        german, english = getattr(DE, table), getattr(EN, table)
        assert [key for key in german if german[key] == english[key]] == []


def test_every_sentence_can_be_said_of_every_day() -> None:
    for language, number in product(Language, range(200)):
        for line in told(START + timedelta(days=number, minutes=1), language).lines:
            assert "{" not in line
            assert line.endswith(".")


def test_spoken_sentences_go_by_the_clocks_of_berlin_and_name_no_record() -> None:
    derivation = explain(HISTORY, CONTRACT_2025, datetime(2025, 6, 3, 22, 30, tzinfo=UTC))

    german, english = (tell(derivation, language, spoken=True) for language in (Language.DE, Language.EN))
    assert german.verdict.startswith("Am 04.06.2025, 00:30 Uhr ist der Lead geschützt.")
    assert english.verdict.startswith("On 04 Jun 2025, 00:30 the lead is protected.")
    assert all("UTC" not in line and "a-1" not in line for line in (*german.lines, *english.lines))
