"""A record names every bad member at once, at its own place."""

import pytest

from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.kinds import Boolean, Choice, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Member, Record, nullable
from crm_core.domain.refusals import Invalid

KITCHEN = Record(
    (
        Member("name", Text(20), required=True),
        Member("open", Boolean(), default=True),
        Member("ovens", ListOf(Record((Member("kw", Number(places=0), required=True),)), max_items=2)),
    )
)


def bad(raw: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        KITCHEN.read(raw)
    return [(error.field, error.code) for error in refusal.value.errors]


def test_absent_members_take_their_defaults() -> None:
    assert KITCHEN.read({"name": "Linde"}) == {"name": "Linde", "open": True, "ovens": None}


def test_null_is_absent() -> None:
    assert KITCHEN.read({"name": "Linde", "open": None})["open"] is True


def test_every_bad_member_is_named_at_once() -> None:
    raw = {"nmae": "Linde", "open": "yes", "ovens": [{"kw": 3}, {"kw": "x", "gas": 1}]}

    assert sorted(bad(raw)) == [
        ("name", "required"),
        ("nmae", "unknown-field"),
        ("open", "wrong-type"),
        ("ovens.1.gas", "unknown-field"),
        ("ovens.1.kw", "wrong-type"),
    ]


def test_a_list_is_bounded() -> None:
    assert bad({"name": "Linde", "ovens": [{"kw": 1}] * 3}) == [("ovens", "wrong-length")]
    assert bad({"name": "Linde", "ovens": {}}) == [("ovens", "wrong-type")]


@pytest.mark.parametrize("raw", [None, [], "text", 7])
def test_only_an_object_is_a_record(raw: object) -> None:
    assert bad(raw) == [("", "wrong-type")]


def test_a_record_is_written_as_it_was_read() -> None:
    raw = {"name": "Linde", "open": False, "ovens": [{"kw": 3}]}

    assert KITCHEN.dump(KITCHEN.read(raw)) == raw


def test_pointers_escape_as_rfc_6901_says() -> None:
    assert step("/a", "b/c~d") == "/a/b~1c~0d"


def test_schemas_tell_required_and_nullable() -> None:
    schema = KITCHEN.schema()

    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert nullable(Choice(("A",)).schema()) == {"type": ["string", "null"], "enum": ["A", None]}
    assert nullable({"oneOf": []}) == {"oneOf": [{"oneOf": []}, {"type": "null"}]}


def test_no_fault_refuses_nothing() -> None:
    Faults().refuse_if_any()
    faults = Faults()
    faults.add("/x", "wrong-type")
    with pytest.raises(Invalid):
        faults.refuse_if_any()
