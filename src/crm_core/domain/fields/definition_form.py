"""Definitions as JSON and back: what an admin sends, what is stored, and what the catalogue shows."""

from collections.abc import Mapping

from crm_core.domain.fields.built import Built, Tagged, refuse_doubles
from crm_core.domain.fields.canonical import without_absent
from crm_core.domain.fields.definition import Definition, Deprecation, Part, Restriction
from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.kind_form import KEY, WORD, KindForm
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Text
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.fields.rules import NotAfter, Requires

_LABEL = Text(100)
_PATH = Text(200, pattern=rf"{KEY}(\.{KEY})*")


class _Anything:
    """Any JSON; what it may be is said by another member."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:  # noqa: ARG002 - nothing is wrong here
        return raw

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return {}


def _pair(one: str, other: str) -> Record:
    return Record((Member(one, _PATH, required=True), Member(other, _PATH, required=True)))


RULES = Tagged(
    "rule",
    {
        "not-after": Built(NotAfter, _pair("earlier", "later")),
        "requires": Built(Requires, _pair("given", "needed")),
    },
)
_PART = Record(
    (
        Member("name", Text(60, pattern=WORD), required=True),
        Member("labelDe", _LABEL, required=True),
        Member("labelEn", _LABEL, required=True),
    )
)
_DEPRECATION = Record((Member("since", Day(), required=True), Member("instead", Text(60, pattern=KEY))))


def _check(values: Mapping[str, object], at: str, faults: Faults) -> None:
    parts = values.get("parts")
    if isinstance(parts, tuple):
        refuse_doubles([getattr(part, "name", None) for part in parts], step(at, "parts"), faults)
    kind = values.get("kind")
    if values.get("default") is not None and kind is not None:
        kind.parse(values["default"], step(at, "default"), faults)  # type: ignore[attr-defined]  # read by KindForm


DEFINITION = Built(
    Definition,
    Record(
        (
            Member("key", Text(60, pattern=KEY), required=True),
            Member("kind", KindForm(), required=True),
            Member("labelDe", _LABEL, required=True),
            Member("labelEn", _LABEL, required=True),
            Member("group", Text(60, pattern=KEY), required=True),
            Member("restricted", Choice(tuple(Restriction))),
            Member("personal", Boolean()),
            Member("unique", Boolean()),
            Member("default", _Anything()),
            Member("rules", ListOf(RULES, 20)),
            Member("parts", ListOf(Built(Part, _PART), 200)),
            Member("deprecated", Built(Deprecation, _DEPRECATION)),
        )
    ),
    _check,
)


def definition_from(raw: object) -> Definition:
    """The definition that somebody wrote, or a refusal that names every bad member."""
    faults = Faults()
    definition = DEFINITION.parse(raw, "", faults)
    faults.refuse_if_any()
    assert isinstance(definition, Definition)  # noqa: S101 - read, or refused above
    return definition


def definition_record(definition: Definition) -> dict[str, object]:
    """The definition as the JSON that `definition_from` reads."""
    record = without_absent(DEFINITION.dump(definition))
    assert isinstance(record, dict)  # noqa: S101 - a built object is written as one
    return record
