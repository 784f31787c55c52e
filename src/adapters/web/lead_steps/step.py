"""What a step on a lead is to its page: a small form, offered to whom it is allowed, and what it does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from attrs import frozen

from adapters.web.notice import Notice
from adapters.web.values.controls import Control, Options
from adapters.web.values.filled_in import filled_in
from adapters.web.values.moments import moment_shown
from adapters.web.visit import Visit
from crm_core.domain.activities.activity_type import NOTE_LENGTH
from crm_core.domain.fields.record import Record
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.queries.lead_by_id import LeadSeen
from crm_core.queries.lead_rights import LeadRights

REASON_LENGTH = 500
Values = Mapping[str, str]


@frozen
class About:
    """The lead that a step is taken on, and what its reader may do."""

    visit: Visit
    seen: LeadSeen
    rights: LeadRights

    @property
    def lead(self) -> Lead:
        return self.seen.lead

    @property
    def now(self) -> datetime:
        return self.seen.now

    @property
    def is_protected(self) -> bool:
        """What has lapsed, is reserved or became a customer takes no step any more."""
        return self.lead.phase is Phase.RUNNING and not self.lead.has_lapsed(self.now)

    @property
    def company(self) -> str:
        return self.lead.details.company_name

    @property
    def shown_now(self) -> str:
        return moment_shown(self.now)

    def say(self, key: str, **facts: object) -> str:
        return self.visit.say(key, **facts)

    def people(self, *, but_owner: bool = True) -> Options:
        """Everybody known by name who could be given something of this lead."""
        owner = self.lead.owner_user_id if but_owner else None
        everybody = self.visit.site.parts.everybody()
        return tuple(
            (str(one.id), f"{one.name} · {self.say(f'role.{one.role}')}")
            for one in everybody
            if one.id != owner
        )

    def read(self, record: Record, values: Values) -> dict[str, Any]:
        """The form as its record reads it; every fault is named at once."""
        return record.read(self.written(record, values))

    def written(self, record: Record, values: Values) -> dict[str, object]:
        told = {m.key: filled_in(m.kind, m.key, values, self.visit.tongue) for m in record.members}
        return {key: value for key, value in told.items() if value is not None}


class Step(Protocol):
    """`name` is its address and its family of sentences."""

    name: str
    icon: str

    def is_offered(self, about: About) -> bool:
        """Whether the reader may take it now; the command decides again."""
        ...

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        """The inputs, with what was typed."""
        ...

    def run(self, about: About, values: Values, version: int) -> Notice:
        """Does it, or refuses; what is said of it afterwards."""
        ...


def control(
    about: About, form: str, name: str, values: Values, options: Options = (), *, required: bool = True
) -> Control:
    label = about.say(f"lead-input.{name}")
    longest = {"note": NOTE_LENGTH, "reason": REASON_LENGTH}.get(name)
    return Control(
        form, name, label, values.get(name, ""), options=options, required=required, longest=longest
    )
