"""The dictionary of activity types: what can be logged with these packs, and how an input of each is read."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.activity_type import NOTE, OCCURRED_AT, ActivityType, Target
from crm_core.domain.activities.settings import named_in
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.record import Member
from crm_core.domain.follow_ups.sla import SlaRule
from crm_core.domain.party import CUSTOMER, LEAD, refuse_unless_one


@frozen
class Dictionary:
    """The declared types by kind; `offered` ones can be logged, the others only read."""

    types: Mapping[str, ActivityType]
    offered: tuple[str, ...]

    @classmethod
    def of(cls, types: Iterable[ActivityType]) -> "Dictionary":
        by_kind: dict[str, ActivityType] = {}
        for one in types:
            if one.kind in by_kind:
                raise ValueError(f"two activity types are called {one.kind}")
            by_kind[one.kind] = one
        return cls(by_kind, tuple(by_kind))

    def restricted(self, flag: str) -> "Dictionary":
        """Only the kinds that the flag names, separated by commas; an empty flag restricts nothing."""
        named = named_in(flag)
        offered = tuple(kind for kind in self.types if kind in named)
        return Dictionary(self.types, offered if named else tuple(self.types))

    def read(self, raw: object, faults: Faults) -> tuple[ActivityType, Mapping[str, object]] | None:
        """The kind and values of an input; None after naming everything that is wrong with it."""
        kind = self._kind(raw, faults)
        if kind is None:
            return None
        values = kind.form.parse(raw, "", faults)
        if kind.target is Target.BOTH:
            refuse_unless_one(raw, faults)
        return (kind, values) if isinstance(values, Mapping) and not faults.found else None

    def _kind(self, raw: object, faults: Faults) -> ActivityType | None:
        if not isinstance(raw, Mapping):
            faults.add("", "wrong-type", expected="object")
            return None
        member = Member("kind", Choice(self.offered), required=True)
        kind = member.read(raw, "", faults)
        if kind is not UNREADABLE:
            return self.types[str(kind)]
        for common in (CUSTOMER, LEAD, OCCURRED_AT, NOTE):
            common.read(raw, "", faults)
        refuse_unless_one(raw, faults)
        return None

    def plain(self, activity: Activity) -> Activity:
        """The activity as it is kept."""
        return _holding(activity, self.content(activity))

    def content(self, activity: Activity) -> Mapping[str, object]:
        """What it holds as JSON, without what is absent."""
        members = self._members(activity)
        return {
            key: members[key].kind.dump(value) if key in members else value
            for key, value in activity.content.items()
            if value is not None
        }

    def typed(self, activity: Activity) -> Activity:
        """The activity as its kind reads it; what fits no longer stays as it is kept."""
        members, kept = self._members(activity), activity.content
        read = {key: member.read(kept, "", Faults()) for key, member in members.items()}
        content = {key: kept.get(key) if value is UNREADABLE else value for key, value in read.items()}
        return _holding(activity, {**kept, **content})

    def _members(self, activity: Activity) -> Mapping[str, Member]:
        kind = self.types.get(activity.entry.kind)
        return {} if kind is None else {member.key: member for member in kind.content.members}

    @property
    def rules(self) -> tuple[SlaRule, ...]:
        return tuple(rule for one in self.types.values() for rule in one.rules)

    @property
    def progress(self) -> frozenset[str]:
        """The kinds that count for the protection of leads."""
        return frozenset(one.kind for one in self.types.values() if one.is_progress)

    def schema(self) -> dict[str, object]:
        """One schema per offered kind, told apart by `kind`."""
        return {
            "oneOf": [self.types[kind].schema() for kind in self.offered],
            "discriminator": {"propertyName": "kind"},
        }


def _holding(activity: Activity, content: Mapping[str, object]) -> Activity:
    return evolve(activity, entry=evolve(activity.entry, content=content))
