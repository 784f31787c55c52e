"""A definition as the inputs of a form, by the kind of its values, and what was filled in as JSON."""

import re
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from adapters.web.language import Tongue
from adapters.web.setting_desk import CURRENCY
from adapters.web.values.controls import Control, Filling
from adapters.web.values.filled_in import NO, YES, filled_in
from adapters.web.values.speaking import Speaking
from crm_core.domain.fields.definition import Definition, Restriction
from crm_core.domain.fields.definition_form import definition_record
from crm_core.domain.fields.kind_form import KEY, WORD
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.refusals import FieldError

ROOT = "definition"  # the names of all inputs begin with it
WORDS = "words"
_LABEL = Text(100)
_LIMITS: Mapping[str, tuple[Member, ...]] = {
    "text": (
        Member("maxLength", Number(places=0), required=True),
        Member("minLength", Number(places=0)),
        Member("pattern", Text(200)),
    ),
    "number": (Member("minimum", Number()), Member("maximum", Number()), Member("places", Number(places=0))),
    "money": (Member("minimum", Money()), Member("maximum", Money())),
    "boolean": (),
    "date": (),
    "instant": (),
}
_WORD = Record(
    (
        Member("word", Text(60, pattern=WORD), required=True),
        Member("labelDe", _LABEL, required=True),
        Member("labelEn", _LABEL, required=True),
    )
)
_CHOSEN = (Member(WORDS, ListOf(_WORD, 200, 1), required=True),)
_OF_KIND = {**_LIMITS, "choice": _CHOSEN, "multi-choice": _CHOSEN}
KINDS = tuple(_OF_KIND)  # those that a form can declare; others are declared as JSON
_NAMES = (
    Member("labelDe", _LABEL, required=True),
    Member("labelEn", _LABEL, required=True),
    Member("group", Text(60, pattern=KEY), required=True),
)
_GUARDS = (
    Member("restricted", Choice(tuple(Restriction))),
    Member("personal", Boolean()),
    Member("unique", Boolean()),
)
_END = (Member("deprecated", Record((Member("since", Day()), Member("instead", Text(60, pattern=KEY))))),)
# Limits that nobody has set.
_BARE: Mapping[str, Mapping[str, object]] = {
    "number": {"minimum": Number().minimum, "maximum": Number().maximum, "places": Number().places},
    "money": {"minimum": Money().minimum, "maximum": Money().maximum},
    "text": {"minLength": Text(1).min_length},
}
_NOTHING: tuple[object, ...] = (None, "", [], (), {})
_AT_WORD = re.compile(r"^/(?:kind/options|parts)(?:/(\d+)(?:/(\w+))?)?$")


@frozen
class DefinitionForm:
    """Which inputs there are: a new field has a key; of a pack's field a tenant changes names alone."""

    kind: str
    is_new: bool = False
    is_own: bool = True

    @classmethod
    def of(cls, definition: Definition, *, is_own: bool) -> "DefinitionForm":
        return cls(kind_of(definition), is_own=is_own)

    @property
    def shape(self) -> Record:
        key = (Member("key", Text(60, pattern=KEY), required=True),) if self.is_new else ()
        if not self.is_own:
            return Record((*_NAMES, *_END))
        end = () if self.is_new else _END
        return Record((*key, *_NAMES, *_OF_KIND.get(self.kind, ()), *_GUARDS, *end))

    def control(self, typed: object, tongue: Tongue, growing: str | None) -> Control:
        growing_at = frozenset(() if growing is None else (growing,))
        filling = Filling(self.speaking(tongue), growing_at)
        control = filling.control(self.shape, ROOT, tongue.say("definitions.field"), typed)
        return evolve(control, parts=tuple(_hinted(part, tongue) for part in control.parts))

    def speaking(self, tongue: Tongue) -> Speaking:
        labels = {name: tongue.say(f"definitions.member.{name}") for name in _members(self.shape)}
        labels |= {str(one): tongue.say(f"definitions.restricted.{one}") for one in Restriction}
        return Speaking(tongue, CURRENCY, labels)

    def said(self, values: Mapping[str, object]) -> dict[str, object]:
        """Only what is said of this shape: what is not so, and what is empty, is as good as nothing."""
        told = {one.key: values.get(one.key) for one in self.shape.members}
        return {name: value for name, value in told.items() if value is not False and value not in _NOTHING}

    def typed(self, values: Mapping[str, str], tongue: Tongue) -> dict[str, object]:
        found = filled_in(self.shape, ROOT, values, tongue)
        return dict(found) if isinstance(found, Mapping) else {}

    def written(self, typed: Mapping[str, object]) -> dict[str, object]:
        """The definition that somebody filled in, as a program would send it."""
        names = [member.key for member in (*_NAMES, *_GUARDS, *_END)]
        told = {name: typed[name] for name in ("key", *names) if name in typed}
        if not self.is_own or self.kind not in _OF_KIND:
            return told
        limits = [member.key for member in _OF_KIND[self.kind] if member.key != WORDS]
        told["kind"] = {"kind": self.kind} | {name: typed[name] for name in limits if name in typed}
        if _OF_KIND[self.kind] is _CHOSEN:
            words = [one for one in _listed(typed.get(WORDS)) if isinstance(one, Mapping)]
            told["kind"] |= {"options": [one.get("word") for one in words]}  # type: ignore[operator]  # made one line above
            told["parts"] = [_without_none(_part(one)) for one in words]
        return told

    def patch(self, typed: Mapping[str, object], stands: Definition) -> dict[str, object]:
        """What leads from what stands to what was filled in: members that were emptied are null."""
        told, record = self.written(typed), definition_record(stands)
        emptied = {member.key: None for member in self.shape.members if member.key in record}
        kind, before = told.get("kind"), record["kind"]
        if isinstance(kind, dict) and isinstance(before, Mapping):
            told["kind"] = {name: None for name in before if name not in kind} | kind
        return {name: none for name, none in emptied.items() if name not in told} | told


def kind_of(definition: Definition) -> str:
    kind = definition_record(definition)["kind"]
    assert isinstance(kind, Mapping)  # noqa: S101 - written by its form
    return str(kind["kind"])


def shown(definition: Definition) -> dict[str, object]:
    """What stands in the form of a definition."""
    record = definition_record(definition)
    kind = record.pop("kind")
    assert isinstance(kind, Mapping)  # noqa: S101 - written by its form
    labels = {part.name: part for part in definition.parts}
    words = [
        {"word": word, "labelDe": labels[word].label_de, "labelEn": labels[word].label_en}
        if word in labels
        else {"word": word}
        for word in _listed(kind.get("options"))
        if isinstance(word, str)
    ]
    bare = _BARE.get(str(kind["kind"]), {})
    limits = {name: one for name, one in kind.items() if name != "options" and bare.get(name) != one}
    return {**record, **limits, WORDS: words}


def by_input(errors: Iterable[FieldError]) -> dict[str, FieldError]:
    """The faults by the names of the inputs that they are about."""
    found: dict[str, FieldError] = {}
    for error in errors:
        found.setdefault(_input_of(error.pointer), error)
    return found


def _input_of(pointer: str) -> str:
    at_word = _AT_WORD.match(pointer)
    if at_word:
        place, member = at_word.groups()
        if place is None:
            return f"{ROOT}.{WORDS}"
        return f"{ROOT}.{WORDS}.{place}.{'word' if member in (None, 'name') else member}"
    tail = pointer.removeprefix("/kind").strip("/").replace("/", ".")
    return f"{ROOT}.{tail}" if tail else ROOT


def _part(word: Mapping[str, object]) -> dict[str, object]:
    return {"name": word.get("word"), "labelDe": word.get("labelDe"), "labelEn": word.get("labelEn")}


def _without_none(found: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in found.items() if value is not None}


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _members(shape: Record) -> Iterable[str]:
    for member in shape.members:
        yield member.key
        kind = member.kind.item if isinstance(member.kind, ListOf) else member.kind
        if isinstance(kind, Record):
            yield from _members(kind)


def _hinted(control: Control, tongue: Tongue) -> Control:
    """With a word of help; what nobody has said is not so."""
    if YES in dict(control.options):
        control = evolve(control, value=control.value or NO, required=True)
    key = f"definitions.hint.{control.name.rpartition('.')[2]}"
    return evolve(control, hint=tongue.say(key)) if tongue.knows(key) else control
