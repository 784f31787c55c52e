"""An activity as a form: inputs from what its kind declares, and what a filled-in form stands for."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from adapters.web.activity_choices import SAMPLE, SCENARIO
from adapters.web.activity_words import speaking_of
from adapters.web.field_conflict import Side
from adapters.web.values.controls import Control, Filling, Options
from adapters.web.values.filled_in import filled_in, without
from adapters.web.values.showing import Shown, shown
from adapters.web.values.speaking import Speaking
from adapters.web.visit import Visit
from crm_core.domain.activities.activity_type import NOTE, OCCURRED_AT, OUTCOME, ActivityType
from crm_core.domain.fields.kinds import Identity
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.party import Party
from crm_core.domain.refusals import FieldError

ADD, DROP = "_add", "_drop"
_FEW = 5  # outcomes, levels and marks that stand side by side, each a target for a thumb


@frozen
class ActivityForm:
    """The form of one kind about one party; `offered` says what its identities may point to."""

    visit: Visit
    kind: ActivityType
    territory: str
    offered: Mapping[str, Options]

    def shown(
        self,
        values: Mapping[str, object],
        errors: Mapping[str, FieldError],
        *,
        growing: str | None = None,
    ) -> "ShownForm":
        """The inputs with these values; instants, as every other, in JSON."""
        members = self.kind.content.members
        first = [one for one in members if one.key == OUTCOME]
        first += [one for one in members if one.required and one not in first]
        more = [self._control(one, values, growing) for one in members if one not in first]
        return ShownForm(
            first=[self._control(one, values, growing) for one in first],
            more=more,
            note=self._control(NOTE, values, None),
            when=self._control(OCCURRED_AT, values, None),
            labels={one.key: self._label(one) for one in (*members, NOTE, OCCURRED_AT)},
            is_open=any(_says_something(one, errors) or one.name == growing for one in more),
            growing=growing,
        )

    @property
    def shape(self) -> Record:
        """All that a form of this kind says."""
        return Record((*self.kind.content.members, OCCURRED_AT, NOTE))

    def called(self, name: str) -> str:
        return next((self._label(one) for one in self.shape.members if one.key == name), name)

    def words(self, side: Side, value: object) -> Shown:
        """A value as people say it; what points to something by what it is called here."""
        pointed = dict(self.offered.get(side.name, ()))
        known = pointed.get(str(value)) if isinstance(side.kind, Identity) else None
        return shown(side.kind, value, self._speaking) if known is None else Shown("text", known)

    def typed(self, posted: Mapping[str, str]) -> dict[str, object]:
        """The JSON of every member, as far as somebody filled it in."""
        kept = without(posted[DROP], posted) if DROP in posted else posted
        members = self.shape.members
        return {one.key: filled_in(one.kind, one.key, kept, self.visit.tongue) for one in members}

    def _control(self, member: Member, values: Mapping[str, object], growing: str | None) -> Control:
        value = values.get(member.key)
        if isinstance(member.kind, Identity) and member.key in self.offered:
            return self._choice(member, "" if value is None else str(value))
        filling = Filling(
            self._speaking, frozenset(() if growing is None else (growing,)), self.offered, few=_FEW
        )
        control = filling.control(member.kind, member.key, self._label(member), value)
        return evolve(control, required=member.required)

    def _choice(self, member: Member, value: str) -> Control:
        """Where there is only one thing that can be meant, it is."""
        options = self.offered[member.key]
        alone = options[0][0] if len(options) == 1 and member.required else ""
        stands = value if value in dict(options) else alone
        hint = "" if options else self.visit.say(_NOTHING[member.key])
        label = self._label(member)
        return Control("choice", member.key, label, stands, options, required=member.required, hint=hint)

    def _label(self, member: Member) -> str:
        general = {OCCURRED_AT.key: "activity.when", NOTE.key: "activity.note"}
        if member.key in general:
            return self.visit.say(general[member.key])
        return self._speaking.label(member.key)

    @property
    def _speaking(self) -> Speaking:
        return speaking_of(self.visit, self.kind, self.territory)


@frozen
class ShownForm:
    """The inputs in their order: what one came to tell and what has to be said, a note, then the rest."""

    first: Sequence[Control]
    more: Sequence[Control]
    note: Control
    when: Control
    labels: Mapping[str, str]
    is_open: bool
    growing: str | None


def _says_something(control: Control, errors: Mapping[str, FieldError]) -> bool:
    wrong = any(name == control.name or name.startswith(f"{control.name}.") for name in errors)
    return wrong or _is_filled(control)


def _is_filled(control: Control) -> bool:
    return bool(control.value or control.chosen) or any(map(_is_filled, control.parts))


_NOTHING = {SAMPLE: "activity.no-sample", SCENARIO: "activity.no-scenario"}


def entry_of(party: Party, kind: ActivityType, typed: Mapping[str, object]) -> dict[str, object]:
    """The input that a program would send; what was left empty is not in it."""
    whom: dict[str, object] = (
        {"leadId": str(party.lead_id)}
        if party.customer_id is None
        else {"customerId": str(party.customer_id)}
    )
    return {**whom, "kind": kind.kind, **{key: value for key, value in typed.items() if value is not None}}
