"""What a kind of activity is: one declaration from which its form, its deadlines and its effects follow."""

from enum import StrEnum

from attrs import field, frozen

from crm_core.domain.activities.effects import Effect
from crm_core.domain.fields.definition import Part
from crm_core.domain.fields.kinds import Choice, Instant, Text
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.follow_ups.sla import SlaRule
from crm_core.domain.party import CUSTOMER, LEAD

OUTCOME = "outcome"
NOTE_LENGTH = 4000
OCCURRED_AT = Member("occurredAt", Instant())
NOTE = Member("note", Text(NOTE_LENGTH, min_length=0))


class Target(StrEnum):
    """Whom an activity of a kind may be about."""

    CUSTOMER = "customer"
    LEAD = "lead"
    BOTH = "both"


_PARTY = {
    Target.CUSTOMER: (Member(CUSTOMER.key, CUSTOMER.kind, required=True),),
    Target.LEAD: (Member(LEAD.key, LEAD.kind, required=True),),
    Target.BOTH: (CUSTOMER, LEAD),
}


@frozen
class ActivityType:
    """One kind; `is_progress` says whether it can restart a lead's protection, which no client ever says.
    `parts` are what its members, outcomes and other words are called."""

    kind: str
    label_de: str
    label_en: str
    target: Target = Target.BOTH
    payload: tuple[Member, ...] = ()
    outcomes: tuple[str, ...] = ()
    outcome_required: bool = False
    is_progress: bool = False
    rules: tuple[SlaRule, ...] = ()
    effects: tuple[Effect, ...] = ()
    parts: tuple[Part, ...] = ()
    content: Record = field(init=False, repr=False, eq=False)
    form: Record = field(init=False, repr=False, eq=False)

    @content.default
    def _content(self) -> Record:
        """The members of this kind alone."""
        outcome = Member(OUTCOME, Choice(self.outcomes), required=self.outcome_required)
        return Record((*self.payload, outcome) if self.outcomes else self.payload)

    @form.default
    def _form(self) -> Record:
        """The whole input, from which its JSON schema is made as well."""
        kind = Member("kind", Choice((self.kind,)), required=True)
        return Record((*_PARTY[self.target], kind, OCCURRED_AT, NOTE, *self.content.members))

    def schema(self) -> dict[str, object]:
        """The form as a JSON schema; exactly one party, where the kind leaves the choice."""
        one = [{"required": [member.key]} for member in _PARTY[self.target]]
        choice = {"oneOf": one} if self.target is Target.BOTH else {}
        return {"title": self.kind, **self.form.schema(), **choice}
