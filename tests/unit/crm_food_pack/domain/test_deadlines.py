"""The deadlines of the food trade: what starts them, when they are due, and what fulfils them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from adapters.memory.working_days import NamedHolidays
from crm_core.domain.events.fact import Fact
from crm_core.domain.follow_ups.matching import Done, FieldDay, Happened
from crm_core.domain.follow_ups.sla import Notch, SlaRule, due_at, milestones
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.pack import activity_types_of, events_of
from crm_food_pack.domain import deadlines
from crm_food_pack.domain.samples.events import SampleStatusChanged
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.pack import FOOD

WEEKDAYS = NamedHolidays()
MONDAY = date(2026, 3, 2)
RULES = activity_types_of(FOOD).rules
SAMPLE, PARTY = UUID(int=6), Party(CustomerId(UUID(int=5)))
SINCE = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "day0", "last"),
    [
        (deadlines.SAMPLE_FEEDBACK, MONDAY, date(2026, 3, 9)),
        (deadlines.ROI_FOLLOW_UP, MONDAY, date(2026, 3, 9)),
        (deadlines.ROI_FOLLOW_UP, date(2026, 3, 7), date(2026, 3, 14)),
        (deadlines.MENU_APPOINTMENT, date(2026, 4, 15), date(2026, 4, 1)),
        (deadlines.DECISION_ALIGNMENT, date(2026, 6, 30), date(2026, 5, 31)),
    ],
)
def test_the_last_day_of_each(rule: SlaRule, day0: date, last: date) -> None:
    due = due_at(rule.terms, day0, WEEKDAYS)

    assert due.date() == last
    assert due.hour in (22, 23)


def test_a_delivered_sample_is_reminded_of_and_escalated() -> None:
    terms = deadlines.SAMPLE_FEEDBACK.terms
    passed = milestones(terms, MONDAY, WEEKDAYS, due=due_at(terms, MONDAY, WEEKDAYS))

    assert [(one.notch, one.at.date().day) for one in passed if one.step] == [
        (Notch.REMINDER, 5),
        (Notch.REMINDER, 9),
        (Notch.ESCALATION, 12),
    ]


def changed(status: str) -> Fact:
    return SampleStatusChanged(SampleId(SAMPLE), PARTY.customer_id, None, "SHIPPED", status, SINCE)


def test_only_a_delivery_asks_for_feedback() -> None:
    trigger = deadlines.SAMPLE_FEEDBACK.trigger

    assert isinstance(trigger, Happened)
    assert trigger.starts_with(changed("DELIVERED"))
    assert not trigger.starts_with(changed("CANCELED"))


def done(kind: str, outcome: str | None = None, *, at: datetime = SINCE, sample: UUID = SAMPLE) -> Done:
    return Done(UUID(int=9), kind, PARTY, at, outcome, {"sampleId": sample})


EARLIER = datetime(2026, 3, 1, tzinfo=UTC)
FULFILLED = [
    (deadlines.SAMPLE_FEEDBACK, done("PRODUCTTEST_FEEDBACK", "FAIL"), True),
    (deadlines.SAMPLE_FEEDBACK, done("PRODUCTTEST_FEEDBACK", "FAIL", at=EARLIER), True),
    (deadlines.SAMPLE_FEEDBACK, done("PRODUCTTEST_FEEDBACK", "FAIL", sample=UUID(int=7)), False),
    (deadlines.SAMPLE_FEEDBACK, done("CALL"), False),
    (deadlines.ROI_FOLLOW_UP, done("CALL"), True),
    (deadlines.ROI_FOLLOW_UP, done("MEETING"), True),
    (deadlines.ROI_FOLLOW_UP, done("ROI_CONSULTATION"), True),
    (deadlines.ROI_FOLLOW_UP, done("EMAIL"), False),
    (deadlines.ROI_FOLLOW_UP, done("CALL", at=EARLIER), False),
    (deadlines.MENU_APPOINTMENT, done("MENU_INTEGRATION", "MENU_LOCKED"), True),
    (deadlines.MENU_APPOINTMENT, done("MENU_INTEGRATION", "DRAFT"), False),
    (deadlines.DECISION_ALIGNMENT, done("DECISION_ALIGNMENT", "ALIGNED"), True),
    (deadlines.DECISION_ALIGNMENT, done("DECISION_ALIGNMENT", "PARTIAL"), False),
]


@pytest.mark.parametrize(("rule", "deed", "fulfils"), FULFILLED)
def test_what_fulfils_each(rule: SlaRule, deed: Done, fulfils: bool) -> None:
    assert any(way.fits(deed, source=SAMPLE, since=SINCE) for way in rule.completed_by) is fulfils


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_what_a_rule_names_exists(rule: SlaRule) -> None:
    kinds, fields = activity_types_of(FOOD).types, {definition.key for definition in FOOD.fields}

    assert all(kind in kinds for way in rule.completed_by for kind in way.kinds)
    assert set(rule.settings) <= {setting.key for setting in FOOD.settings}
    if isinstance(rule.trigger, FieldDay):
        assert rule.trigger.field in fields
    else:
        schema = events_of(FOOD).schemas()[rule.trigger.fact]["properties"]
        assert {rule.trigger.at, rule.trigger.source, *rule.trigger.where} <= set(schema)  # type: ignore[call-overload]  # an object


def test_the_defaults_of_the_settings_are_the_numbers_of_the_rules() -> None:
    defaults = {setting.key: setting.default for setting in FOOD.settings}

    for rule in RULES:
        assert rule.configured(lambda key: int(str(defaults[key]))) == rule
    assert len({rule.key for rule in RULES}) == len(RULES) == 4
