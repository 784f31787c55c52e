"""A declaration is all it takes: its form, its content and its schema follow."""

from crm_core.domain.activities.activity_type import ActivityType, Target
from tests.unit.crm_core.domain.activities.tastings import TASTING


def test_the_form_has_party_kind_time_note_and_the_kinds_own_members() -> None:
    assert [member.key for member in TASTING.form.members] == [
        "customerId", "kind", "occurredAt", "note", "caskId", "points", "spends", "aroma", "outcome",
    ]  # fmt: skip


def test_without_outcomes_there_is_no_outcome() -> None:
    assert [member.key for member in ActivityType("X", "X", "X").content.members] == []


def test_the_schema_leaves_the_choice_of_party_only_where_there_is_one() -> None:
    both = ActivityType("X", "X", "X").schema()
    lead = ActivityType("X", "X", "X", target=Target.LEAD).schema()

    assert both["oneOf"] == [{"required": ["customerId"]}, {"required": ["leadId"]}]
    assert "oneOf" not in lead
    assert lead["required"] == ["leadId", "kind"]
