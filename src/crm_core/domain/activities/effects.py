"""What an activity does beyond being recorded: declared effects, interpreted into consequences as values."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol, TypeAlias
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.party import Party


class Recorded(Protocol):
    """An activity as effects look at it."""

    @property
    def id(self) -> UUID: ...
    @property
    def party(self) -> Party: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def content(self) -> Mapping[str, object]: ...


@frozen
class StatusMove:
    """A thing of this sort is to be in this status, since then."""

    sort: str
    id: UUID
    status: str
    at: datetime


@frozen
class FieldWrite:
    """A field of the customer is to be merged (RFC 7396) with this, which was said then; a bare list becomes
    a member first."""

    key: str
    patch: Mapping[str, object]
    at: datetime
    list_member: str | None = None

    def onto(self, current: object) -> object:
        """What the field is to hold, given what it holds as JSON."""
        return merged(self._object(current), self.patch)

    def instead(self, current: object, said: Mapping[str, object]) -> object:
        """The patch after which the field says this instead; None when nothing is left of it."""
        gone = dict.fromkeys(self.patch)
        if same(self.named(current), {**gone, **said}):
            return current
        left = merged(self._object(current), {**gone, **said})
        return {**gone, **left} if isinstance(left, Mapping) and left else None

    def named(self, value: object) -> Mapping[str, object]:
        """What a value of the field says in the members that this writes."""
        stands = self._object(value)
        return {key: stands.get(key) if isinstance(stands, Mapping) else None for key in self.patch}

    def _object(self, current: object) -> object:
        bare = isinstance(current, list | tuple) and self.list_member is not None
        return {self.list_member: current} if bare else current


@frozen
class Telling:
    """Others are to learn this fact."""

    fact: Fact


@frozen
class Mention:
    """A thing of this sort, named by this member, must be there for the same party."""

    sort: str
    id: UUID
    member: str


Consequence: TypeAlias = StatusMove | FieldWrite | Telling | Mention


class Effect(Protocol):
    """`flag` names the setting that switches the effect on; None means always."""

    @property
    def flag(self) -> str | None: ...
    def follows(self, activity: Recorded) -> Consequence | None: ...


@frozen
class MovesStatus:
    """By its outcome, the activity moves the thing that one of its members names."""

    sort: str
    named_by: str
    by_outcome: Mapping[str, str]
    flag: str | None = None

    def follows(self, activity: Recorded) -> Consequence | None:
        named = activity.content.get(self.named_by)
        status = self.by_outcome.get(activity.outcome or "")
        if not isinstance(named, UUID) or not status:
            return None
        return StatusMove(self.sort, named, status, activity.occurred_at)


@frozen
class Names:
    """The activity names a thing that must be there, not only an id."""

    sort: str
    named_by: str
    flag: str | None = None

    def follows(self, activity: Recorded) -> Consequence | None:
        named = activity.content.get(self.named_by)
        return Mention(self.sort, named, self.named_by) if isinstance(named, UUID) else None


@frozen
class WritesField:
    """The activity changes a field of its customer, if `patch` makes something of it."""

    key: str
    patch: Callable[[Recorded], Mapping[str, object] | None]
    list_member: str | None = None
    flag: str | None = None

    def follows(self, activity: Recorded) -> Consequence | None:
        patch = self.patch(activity)
        if not patch or activity.party.customer_id is None:
            return None
        return FieldWrite(self.key, patch, activity.occurred_at, self.list_member)


@frozen
class Tells:
    """The activity is told in a fact of its own."""

    fact: Callable[[Recorded], Fact]
    flag: str | None = None

    def follows(self, activity: Recorded) -> Consequence | None:
        return Telling(self.fact(activity))


def consequences(
    effects: Iterable[Effect], activity: Recorded, *, flags: Collection[str]
) -> tuple[Consequence, ...]:
    """What follows from the activity while these flags are on, in the order of the declaration."""
    active = (effect for effect in effects if effect.flag is None or effect.flag in flags)
    followed = (effect.follows(activity) for effect in active)
    return tuple(one for one in followed if one is not None)


@frozen
class Difference:
    """What a correction takes back, and what it adds; what both versions ask for stays untouched."""

    undo: tuple[Consequence, ...]
    do: tuple[Consequence, ...]


def difference(before: Iterable[Consequence], after: Iterable[Consequence]) -> Difference:
    """A withdrawal is a correction to nothing. What was told or mentioned stays so."""
    old, new = tuple(before), tuple(after)
    return Difference(
        undo=tuple(one for one in old if one not in new and isinstance(one, StatusMove | FieldWrite)),
        do=tuple(one for one in new if one not in old),
    )
