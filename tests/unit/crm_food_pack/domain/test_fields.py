"""The fields of the food trade take what the seeds send, and nothing that only looks like it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.clearance import FULL, Clearance
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.field_set import FieldSet, Stamp
from crm_core.domain.fields.kinds import Choice, Kind
from crm_core.domain.fields.patch import Patched, patch_fields
from crm_core.domain.fields.record import ListOf, Record
from crm_core.domain.fields.refusals import FieldIsRestricted
from crm_core.domain.refusals import Invalid
from crm_core.pack import fields_of
from crm_food_pack.pack import FOOD
from tests import given

CATALOGUE = fields_of(FOOD)
STAMP = Stamp(given.user(1), given.START, given.CORRELATION, 2)


def patched(patch: object, fields: FieldSet = FieldSet(), clearance: Clearance = FULL) -> Patched:  # noqa: B008 - frozen
    return patch_fields(fields, patch, catalogue=CATALOGUE, clearance=clearance, stamp=STAMP)


def bad(patch: object) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        patched(patch)
    return [f"{error.pointer} {error.code}" for error in refusal.value.errors]


EXAMPLES: list[Mapping[str, object]] = [
    {
        "sample_status": "DELIVERED",
        "roi_potential": {"bucket": "HIGH", "value": 1800},
        "current_supplier_contracts": {"renewal_date": "2026-03-01", "exclusivity": True},
    },
    {"decision_makers": [{"name": "Ada", "role": "CHEF"}, {"name": "Bo"}]},
    {"decision_makers": ["Küchenchef", "Einkauf"]},
    {"decision_makers": {"count": 3, "has_exec_alignment": True}},
    {"decision_makers": {"members": [{"role": "GM"}]}},
    {"seasonal_menu_cycle": {"season_start": "2026-03-01", "season_end": "2026-06-24"}},
    {"seasonal_menu_cycle": {"season_start": "2026-03-01"}},
    {"kitchen_size": 120, "meals_per_day": 450, "current_challenges": ["STAFF_COSTS", "QUALITY"]},
    {"discount_terms": {"discount_pct": Decimal("7.5"), "valid_from": "2026-01-01"}},
    {"contract_terms": {"start": "2026-01-01", "end": "2027-12-31", "payment_days": 30}},
]


@pytest.mark.parametrize("patch", EXAMPLES)
def test_what_the_business_writes_is_kept_as_written(patch: Mapping[str, object]) -> None:
    assert same(patched(patch).fields.plain(), patch)


WRONG = [
    (
        {"roi_potential": {"bucket": "HUGE", "value": "1.800,00"}},
        ["/roi_potential/bucket not-a-choice", "/roi_potential/value wrong-type"],
    ),
    ({"roi_potential": {"value": -1}}, ["/roi_potential/value too-small"]),
    ({"roi_potential": {"value": 99999999999}}, ["/roi_potential/value too-large"]),
    ({"sample_status": "LOST"}, ["/sample_status not-a-choice"]),
    (
        {"current_supplier_contracts": {"renewal_date": "31.12.2025"}},
        ["/current_supplier_contracts/renewal_date not-a-date"],
    ),
    (
        {"seasonal_menu_cycle": {"next_season_window_start": "2026-03-01"}},
        ["/seasonal_menu_cycle/next_season_window_start unknown-field"],
    ),
    (
        {"seasonal_menu_cycle": {"season_start": "2026-06-24", "season_end": "2026-03-01"}},
        ["/seasonal_menu_cycle/season_end out-of-order"],
    ),
    ({"decision_makers": 3}, ["/decision_makers wrong-type"]),
    ({"decision_makers": {"count": 1.5}}, ["/decision_makers/count too-many-decimals"]),
    (
        {"decision_makers": [{"nam": "Ada"}, 5]},
        ["/decision_makers/0/nam unknown-field", "/decision_makers/1 wrong-type"],
    ),
    ({"meals_per_day": 0}, ["/meals_per_day too-small"]),
]


@pytest.mark.parametrize(("patch", "found"), WRONG)
def test_what_the_seeds_stumbled_over_is_refused_by_name(patch: object, found: list[str]) -> None:
    assert bad(patch) == found


def test_the_example_of_the_seeds_may_be_sent_twice() -> None:
    once = patched(EXAMPLES[0])

    assert patched({"roi_potential": {"value": "1800.00"}}, once.fields) == Patched(once.fields)


def test_a_rep_does_not_write_our_own_terms_but_the_competitors() -> None:
    for key in ("discount_terms", "contract_terms"):
        with pytest.raises(FieldIsRestricted):
            patched({key: None}, clearance=Clearance())

    assert patched(
        {"current_supplier_contracts": {"supplier": "Frischdienst"}}, clearance=Clearance()
    ).changes


def test_people_are_in_no_event() -> None:
    assert [one.key for one in FOOD.fields if one.personal] == ["decision_makers"]


def names_in(kind: Kind) -> Iterator[str]:
    """Members and words, at every depth."""
    if isinstance(kind, Record):
        for member in kind.members:
            yield member.key
            yield from names_in(member.kind)
    if isinstance(kind, ListOf):
        yield from names_in(kind.item)
    if isinstance(kind, AnyOf):
        for one in kind.alternatives:
            yield from names_in(one)
    if isinstance(kind, Choice | MultiChoice):
        yield from kind.options


@pytest.mark.parametrize("definition", FOOD.fields, ids=lambda one: one.key)
def test_every_member_and_word_has_its_name_in_both_languages(definition: Definition) -> None:
    assert {part.name for part in definition.parts} == set(names_in(definition.kind))
    assert all(part.label_de and part.label_en for part in definition.parts)
