"""What others are told about follow-ups fits the catalogue."""

from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from crm_core.domain.events.catalogue import data_schema
from crm_core.domain.follow_ups.events import FollowUpCompleted, told
from crm_core.domain.follow_ups.follow_up import Closing
from crm_core.domain.follow_ups.sla import Milestone, Notch
from tests.unit.crm_core.domain.follow_ups.scene import at, follow_up

NOW = at("2026-04-08T22:00")


@pytest.mark.parametrize(
    ("notch", "kind"),
    [
        (Notch.REMINDER, "followup.due"),
        (Notch.DUE_SOON, "followup.due"),
        (Notch.OVERDUE, "followup.overdue"),
        (Notch.ESCALATION, "followup.escalated"),
    ],
)
def test_each_milestone_is_told_as_due_or_overdue(notch: Notch, kind: str) -> None:
    fact = told(follow_up(), Milestone(notch, NOW))

    assert fact.type == kind
    assert fact.data()["milestone"] == notch
    assert fact.subject == follow_up().id
    Draft202012Validator(data_schema(type(fact))).validate(fact.data())


def test_a_completion_names_what_fulfilled_it() -> None:
    fact = FollowUpCompleted.of(follow_up().completed(Closing(NOW, outcome="GOOD", by=UUID(int=9))))

    assert (fact.activity_id, fact.outcome, fact.rule) == (UUID(int=9), "GOOD", "judge")
    Draft202012Validator(data_schema(FollowUpCompleted)).validate(fact.data())
