"""What starts a follow-up, and what fulfils it: declared patterns over facts, fields and activities."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact, plain
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Day
from crm_core.domain.party import Party

YEARS = range(1900, 2201)  # as instants are read: no shift leaves the calendar


@frozen
class Happened:
    """A fact of this type whose data say this; `at` and `source` name the members to read."""

    fact: str
    at: str
    source: str
    where: Mapping[str, str] = {}

    def starts_with(self, fact: Fact) -> bool:
        return fact.type == self.fact and all(
            plain(fact.said(member)) == value for member, value in self.where.items()
        )


@frozen
class FieldDay:
    """A day that stands in a member of a customer's field."""

    field: str
    member: str

    def day(self, value: object) -> date | None:
        """The day in the field's value, stored or typed, if there is one that can be counted from."""
        found = value.get(self.member) if isinstance(value, Mapping) else None
        day = Day().parse(found, "", Faults()) if isinstance(found, str) else found
        return day if isinstance(day, date) and day.year in YEARS else None


Trigger: TypeAlias = Happened | FieldDay


@frozen
class Done:
    """What somebody did for a party, as far as follow-ups look at it."""

    id: UUID
    kind: str
    party: Party
    at: datetime
    outcome: str | None = None
    payload: Mapping[str, object] = {}


@frozen
class Completion:
    """An activity of one of these kinds, with this outcome, of the source that this member names."""

    kinds: tuple[str, ...]
    outcome: str | None = None
    names_source: str | None = None
    only_later: bool = False

    def fits(self, done: Done, *, source: UUID, since: datetime) -> bool:
        return (
            done.kind in self.kinds
            and self.outcome in (None, done.outcome)
            and (self.names_source is None or done.payload.get(self.names_source) == source)
            and (not self.only_later or done.at >= since)
        )
