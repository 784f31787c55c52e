"""The dictionary offers what packs declare, restricts it by a flag, and describes each kind by a schema."""

import pytest
from jsonschema import Draft202012Validator

from crm_core.domain.activities.core_types import CORE_ACTIVITY_TYPES
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.fields.faults import Faults
from tests.unit.crm_core.domain.activities.tastings import CUSTOMER, LEAD, TASTING, WINE, tasting

VALID = [
    tasting(),
    tasting(points=90, note="", spends="12.50", occurredAt="2026-03-01T10:00:00Z"),
    {"kind": "CALL", "leadId": str(LEAD)},
    {"kind": "QUALIFIED_CALL", "leadId": str(LEAD), "evidence": "Rückruf vereinbart"},
]
WRONG = [
    tasting(customerId=None),
    tasting(leadId=str(LEAD)),
    tasting(outcome=None),
    tasting(outcome="BROKEN"),
    tasting(points=101),
    tasting(color="red"),
    {"kind": "CALL"},
    {"kind": "CALL", "leadId": str(LEAD), "customerId": str(CUSTOMER)},
    {"kind": "QUALIFIED_CALL", "customerId": str(CUSTOMER)},
    {"kind": "DANCE", "customerId": str(CUSTOMER)},
    {"customerId": str(CUSTOMER)},
    [],
]


def faults_of(raw: object, dictionary: Dictionary = WINE) -> list[tuple[str, str]]:
    faults = Faults()
    assert (dictionary.read(raw, faults) is None) == bool(faults.found)
    return [(fault.pointer, fault.code) for fault in faults.found]


@pytest.mark.parametrize("raw", VALID)
def test_what_is_read_is_what_the_schema_allows(raw: dict[str, object]) -> None:
    assert faults_of(raw) == []
    assert Draft202012Validator(WINE.schema()).is_valid(raw)


@pytest.mark.parametrize("raw", WRONG)
def test_what_is_refused_is_what_the_schema_forbids(raw: object) -> None:
    assert faults_of(raw) != []
    assert not Draft202012Validator(WINE.schema()).is_valid(raw)


def test_an_unknown_kind_does_not_hide_the_other_faults() -> None:
    raw = {"kind": "DANCE", "customerId": "x", "leadId": str(LEAD), "note": "n" * 4001, "anything": 1}

    assert faults_of(raw) == [
        ("/kind", "not-a-choice"),
        ("/customerId", "not-a-uuid"),
        ("/note", "too-long"),
        ("/customerId", "exactly-one-of"),
    ]


def test_a_switched_off_kind_is_not_offered_but_still_known() -> None:
    calls = WINE.restricted("CALL, TASTING,UNKNOWN")

    assert calls.offered == ("CALL", "TASTING")
    assert faults_of({"kind": "NOTE", "leadId": str(LEAD)}, calls) == [("/kind", "not-a-choice")]
    assert "NOTE" in calls.types
    assert [one["title"] for one in calls.schema()["oneOf"]] == ["CALL", "TASTING"]  # type: ignore[attr-defined]  # a list


def test_an_empty_flag_restricts_nothing_and_a_wrong_one_offers_nothing() -> None:
    assert WINE.restricted("") == WINE
    assert WINE.restricted("UNKNOWN").offered == ()


def test_two_types_never_share_a_kind() -> None:
    with pytest.raises(ValueError, match="TASTING"):
        Dictionary.of((TASTING, TASTING))


def test_the_kinds_that_count_for_protection_are_declared_not_sent() -> None:
    assert WINE.progress == {one.kind for one in CORE_ACTIVITY_TYPES if one.is_progress}
    assert faults_of(tasting(isProgress=True)) == [("/isProgress", "unknown-field")]
