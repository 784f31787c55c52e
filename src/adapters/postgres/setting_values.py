"""How set values are stored: each on top of the version one has seen, with a line of history beside it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from attrs import define, field
from psycopg.types.json import Jsonb

from adapters.postgres.flush import Row
from adapters.postgres.known_settings import KnownSettings
from adapters.postgres.setting_statements import CHANGED, PRESENT, STORED
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.domain.settings.setting import Scope, StoredValue


@define
class PostgresSettingValues:
    transaction: Transaction
    _known: KnownSettings = field(factory=KnownSettings)
    # What this unit of work has changed; others are told once it is committed.
    changed: bool = field(default=False, init=False)

    def stored(self) -> Sequence[StoredValue]:
        return stored_from(self.transaction.ask(STORED, whose_values(self.transaction.actor)))

    def known(self) -> Sequence[StoredValue]:
        actor, age = self.transaction.actor, self._known.age
        found = None if self.changed else self._known.recall(actor)
        if found is None:
            found = self.stored()
            if not self.changed:
                self._known.remember(actor, found, age=age)
        return found

    def put(self, key: str, scope: Scope, value: object, *, version: int, whose: str = "") -> StoredValue:
        actor = self.transaction.actor
        told = {
            "tenant": actor.tenant,
            "scope": str(scope),
            "whose": whose,
            "key": key,
            "value": Jsonb(written(value)),
            "version": version,
            "now": self.transaction.clock.now(),
            "user": actor.user,
            "correlation": actor.correlation,
        }
        rows = self.transaction.ask(CHANGED[scope, version > 0], told)
        if not rows:
            raise self._refusal(key, scope, told)
        self.changed = True
        return StoredValue(key, scope, value, int(rows[0][0]), whose)

    def _refusal(self, key: str, scope: Scope, told: Mapping[str, object]) -> NotAllowed | Outdated:
        present = self.transaction.ask(PRESENT[scope], told)
        current = int(present[0][0]) if present else 0
        if current != told["version"]:
            return Outdated(current=current)
        return NotAllowed(action="change", resource="setting", resource_id=key)


def whose_values(actor: Actor) -> Mapping[str, object]:
    """The parameters of STORED."""
    return {"tenant": actor.tenant, "person": str(actor.user)}


def stored_from(rows: Sequence[Row]) -> Sequence[StoredValue]:
    return tuple(
        StoredValue(key, Scope(scope), restored(value), version, whose)
        for key, scope, whose, value, version in rows
    )


_TAGS: Mapping[type, str] = {Decimal: "decimal", datetime: "instant", date: "day", UUID: "id"}
_READ: Mapping[str, Callable[[str], object]] = {
    "decimal": Decimal,
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "id": UUID,
}


def written(value: object) -> object:
    """As JSON that gives back exactly this value: decimals keep their digits, days stay days."""
    if isinstance(value, tuple | list):
        return [written(item) for item in value]
    if isinstance(value, Mapping):
        return {"members": {str(key): written(item) for key, item in value.items()}}
    tag = _TAGS.get(type(value))
    if tag is None:
        return value
    return {tag: value.isoformat() if isinstance(value, date) else str(value)}


def restored(value: object) -> object:
    if isinstance(value, list):
        return tuple(restored(item) for item in value)
    if not isinstance(value, dict):
        return value
    if "members" in value:
        return {key: restored(item) for key, item in value["members"].items()}
    ((tag, text),) = value.items()
    return _READ[tag](text)
