"""A value as people read it: a small tree that templates draw."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from adapters.web.values.speaking import Speaking
from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Identity, Instant, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Record


@frozen
class Shown:
    """`form` is text, words, rows (labelled parts), items or nothing."""

    form: str
    text: str = ""
    parts: tuple["Shown", ...] = ()
    label: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        if self.form == "rows":
            return " · ".join(
                f"{part.label}: {part.line}" if part.label else part.line for part in self.parts
            )
        return ", ".join(part.line for part in self.parts) or self.text or "–"


NOTHING = Shown("nothing")


def shown(kind: Kind, value: object, speaking: Speaking) -> Shown:
    """How this JSON reads; what does not fit its kind is shown as it stands."""
    if value is None:
        return NOTHING
    if isinstance(kind, AnyOf):
        found = kind.kind_for(value)
        return Shown("text", json_text(value)) if found is None else shown(found, value, speaking)
    if isinstance(kind, Record) and isinstance(value, Mapping):
        return _rows(kind, value, speaking)
    if isinstance(kind, ListOf) and isinstance(value, list | tuple):
        return Shown("items", parts=tuple(_item(kind.item, item, speaking) for item in value))
    if isinstance(kind, MultiChoice) and isinstance(value, list | tuple):
        return Shown("words", parts=tuple(Shown("text", speaking.label(str(word))) for word in value))
    return Shown("text", _text(kind, value, speaking))


def _rows(kind: Record, value: Mapping[str, object], speaking: Speaking) -> Shown:
    parts = tuple(
        _labelled(shown(member.kind, value[member.key], speaking), speaking.label(member.key))
        for member in kind.members
        if value.get(member.key) is not None
    )
    return Shown("rows", parts=parts) if parts else NOTHING


def _labelled(part: Shown, label: str) -> Shown:
    return Shown(part.form, part.text, part.parts, label)


def _item(kind: Kind, value: object, speaking: Speaking) -> Shown:
    """An item of a list in one line: what it says, without names of members and without identities."""
    found = kind.kind_for(value) if isinstance(kind, AnyOf) else kind
    if not isinstance(found, Record) or not isinstance(value, Mapping):
        return shown(kind, value, speaking)
    said: Sequence[Shown] = [
        shown(member.kind, value.get(member.key), speaking)
        for member in found.members
        if value.get(member.key) is not None and not isinstance(member.kind, Identity)
    ]
    return Shown("text", " · ".join(part.line for part in said))


def _text(kind: Kind, value: object, speaking: Speaking) -> str:
    read = kind.parse(value, "", Faults())
    say = speaking.tongue
    if read is UNREADABLE or isinstance(kind, Text | Identity):
        return str(value)
    if isinstance(kind, Boolean):
        return say.say("yes" if read else "no")
    if isinstance(kind, Choice):
        return speaking.label(str(read))
    if isinstance(kind, Money) and isinstance(read, Decimal):
        return speaking.money(read)
    if isinstance(kind, Number) and isinstance(read, int | Decimal):
        return say.number(read)
    if isinstance(kind, Instant) and isinstance(read, datetime):
        return say.moment(read)
    if isinstance(kind, Day) and isinstance(read, date):
        return say.date(read)
    return re.sub(r'^"|"$', "", json_text(value))
