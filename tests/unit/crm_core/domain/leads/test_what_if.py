from datetime import UTC, datetime, timedelta

from attrs import evolve

from crm_core.domain.leads.history import Notice, ProtectionHistory
from crm_core.domain.leads.intervals import DAY
from crm_core.domain.leads.rules import AUTOMATIC, CONTRACT_2025
from crm_core.domain.leads.what_if import Running, Summary, summary, what_if

START = datetime(2025, 1, 1, tzinfo=UTC)
IDLE = ProtectionHistory(started_at=START)
REMINDED = evolve(IDLE, notices=(Notice(sent_at=START + 60 * DAY, delivered_at=START + 60 * DAY),))
RUNNING = [Running("idle", IDLE, CONTRACT_2025), Running("reminded", REMINDED, CONTRACT_2025)]


def test_longer_rules_lengthen_and_may_be_applied() -> None:
    longer = evolve(CONTRACT_2025, name="longer", grace_days=14)

    effects = list(what_if(RUNNING, longer, START + 65 * DAY))

    assert [(effect.ref, effect.gained, effect.may_be_applied) for effect in effects] == [
        ("idle", 4 * DAY, True),
        ("reminded", 4 * DAY, True),
    ]
    assert summary(effects) == Summary(running=2, longer=2, same=0, shorter=0, would_lapse=0)


def test_shorter_rules_show_who_would_lapse_and_may_not_be_applied() -> None:
    shorter = evolve(CONTRACT_2025, name="shorter", grace_days=3)

    effects = list(what_if(RUNNING, shorter, START + 65 * DAY))

    assert [(effect.would_lapse, effect.may_be_applied) for effect in effects] == [
        (False, False),
        (True, False),
    ]
    assert summary(effects) == Summary(running=2, longer=0, same=0, shorter=2, would_lapse=1)


def test_a_reading_that_is_only_shorter_later_may_not_be_applied_either() -> None:
    [effect] = what_if(RUNNING[:1], AUTOMATIC, START + 10 * DAY)

    assert effect.gained == timedelta()
    assert not effect.may_be_applied


def test_the_same_rules_change_nothing() -> None:
    effects = list(what_if(RUNNING, CONTRACT_2025, START + 65 * DAY))

    assert all(effect.may_be_applied for effect in effects)
    assert summary(effects) == Summary(running=2, longer=0, same=2, shorter=0, would_lapse=0)


def test_what_has_lapsed_by_its_own_rules_is_not_asked() -> None:
    longer = evolve(CONTRACT_2025, name="longer", grace_days=14)

    assert [effect.ref for effect in what_if(RUNNING, longer, START + 70 * DAY)] == ["idle"]
