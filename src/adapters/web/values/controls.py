"""A value as the inputs of a form: a small tree that templates draw."""

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from adapters.web.values.filled_in import NO, YES
from adapters.web.values.moments import moment_shown
from adapters.web.values.numbers import number_shown
from adapters.web.values.speaking import Speaking
from crm_core.domain.fields.alternatives import AnyOf, shape_of
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Identity, Instant, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Record
from crm_core.domain.refusals import FieldError

LONG_TEXT = 200  # characters from which on a text is written in several lines
FEW = 3  # words that stand side by side; more of them make a list to choose from

Options = tuple[tuple[str, str], ...]


@frozen
class Control:
    """`form` says how it is drawn: text, long-text, number, date, moment, words (side by side), choice,
    choices (several), lines (a text each), hidden, group or list. `options` are (value, label)."""

    form: str
    name: str
    label: str = ""
    value: str = ""
    options: Options = ()
    chosen: frozenset[str] = frozenset()
    parts: tuple["Control", ...] = ()
    unit: str = ""
    was: str = ""
    required: bool = False
    longest: int | None = None
    shape: str | None = None
    hint: str = ""

    def unplaced(self, errors: Mapping[str, FieldError]) -> dict[str, FieldError]:
        """Those of the errors that no input here is about; the form has to tell them by itself."""
        return {name: one for name, one in errors.items() if not self.shows(name)}

    def shows(self, name: str) -> bool:
        """Whether what is wrong with this name is told beside an input."""
        if self.form == "lines" and name.startswith(f"{self.name}."):
            return True
        if self.form != "hidden" and name == self.name:
            return True
        return any(part.shows(name) for part in self.parts)


@frozen
class Filling:
    """What inputs are made with: words, lists to which an empty item is added, and what identities offer.
    Up to `few` words, or whole numbers from one to another, stand side by side."""

    speaking: Speaking
    growing: frozenset[str] = frozenset()
    # By the name of a member: what an identity may point to.
    pointing_to: Mapping[str, Options] = field(factory=dict)
    few: int = FEW

    def control(self, kind: Kind, name: str, label: str, value: object) -> Control:
        """The inputs for this JSON, or for none yet."""
        if isinstance(kind, AnyOf):
            chosen = (None if value is None else kind.kind_for(value)) or kind.alternatives[0]
            return evolve(self.control(chosen, name, label, value), shape=shape_of(chosen))
        if isinstance(kind, Record):
            return self._group(kind, name, label, value)
        if isinstance(kind, ListOf):
            return self._list(kind, name, label, value)
        if isinstance(kind, MultiChoice):
            chosen_words = frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset()
            return Control("choices", name, label, options=self._words(kind.options), chosen=chosen_words)
        return self._simple(kind, name, label, "" if value is None else value)

    def _group(self, kind: Record, name: str, label: str, value: object) -> Control:
        given = value if isinstance(value, Mapping) else {}
        parts = (
            evolve(
                self.control(one.kind, f"{name}.{one.key}", self.speaking.label(one.key), given.get(one.key)),
                required=one.required,
            )
            for one in kind.members
        )
        return Control("group", name, label, parts=tuple(parts))

    def _list(self, kind: ListOf, name: str, label: str, value: object) -> Control:
        items = list(value) if isinstance(value, list | tuple) else []
        if isinstance(kind.item, Choice) and _are_ticks(kind.item, items):
            words = self._words(kind.item.options)
            return Control("choices", name, label, options=words, chosen=frozenset(map(str, items)))
        if isinstance(kind.item, Text) and _are_lines(items):
            return Control("lines", name, label, "\n".join(map(str, items)))
        if name in self.growing or not items:
            items.append(None)
        parts = (
            self.control(kind.item, f"{name}.{place}", f"{label} {place + 1}", item)
            for place, item in enumerate(items)
        )
        return Control("list", name, label, parts=tuple(parts))

    def _simple(self, kind: Kind, name: str, label: str, value: object) -> Control:
        if isinstance(kind, Boolean):
            say = self.speaking.tongue.say
            stands = {True: YES, False: NO}.get(value, "") if isinstance(value, bool) else ""
            return Control("words", name, label, stands, ((YES, say("yes")), (NO, say("no"))))
        if isinstance(kind, Choice):
            form = "words" if len(kind.options) <= self.few else "choice"
            return Control(form, name, label, str(value), self._words(kind.options))
        if isinstance(kind, Number):
            stands = number_shown(value, self.speaking.tongue.locale)
            scale = _scale(kind, self.few)
            if scale and stands in ("", *scale):
                return Control("words", name, label, stands, tuple((one, one) for one in scale))
            unit = self.speaking.currency if isinstance(kind, Money) else ""
            return Control("number", name, label, stands, unit=unit)
        if isinstance(kind, Instant):
            return Control("moment", name, label, moment_shown(value), was=str(value))
        if isinstance(kind, Identity):
            return self._identity(name, label, str(value))
        if isinstance(kind, Text) and kind.max_length > LONG_TEXT:
            return Control("long-text", name, label, str(value), longest=kind.max_length)
        hint = self._example(kind) if isinstance(kind, Text) else ""
        return Control("date" if isinstance(kind, Day) else "text", name, label, str(value), hint=hint)

    def _example(self, kind: Text) -> str:
        return self.speaking.tongue.say("form.example", said=kind.examples[0]) if kind.examples else ""

    def _identity(self, name: str, label: str, value: str) -> Control:
        """Nobody types identities: one chooses what they stand for, or keeps what is there."""
        offered = self.pointing_to.get(name.rpartition(".")[2], ())
        return Control("choice" if offered else "hidden", name, label, value, offered)

    def _words(self, words: tuple[str, ...]) -> Options:
        return tuple((str(word), self.speaking.label(str(word))) for word in words)


def _are_ticks(item: Choice, items: Sequence[object]) -> bool:
    """Whether ticking words says all of this list: each once, in the order of their declaration."""
    return [str(one) for one in items] == [one for one in item.options if one in items] and not any(
        option.isdigit() for option in item.options
    )


def _are_lines(items: Sequence[object]) -> bool:
    return not any(end in str(one) for one in items for end in "\r\n")


def _scale(kind: Number, few: int) -> tuple[str, ...]:
    """The few whole numbers that it may be; none where it may be more."""
    if kind.places != 0 or isinstance(kind, Money) or kind.maximum - kind.lowest >= few:
        return ()
    return tuple(str(one) for one in range(int(kind.lowest), int(kind.maximum) + 1))
