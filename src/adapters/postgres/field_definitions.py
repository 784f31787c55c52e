"""How a command reads and changes the tenant's catalogue: whoever writes fields shares a lock on it."""

from collections.abc import Sequence
from uuid import UUID

from attrs import define, field

from adapters.postgres.catalogues import DECLARED, Catalogues, stored_from
from adapters.postgres.definition_rows import CHECK_COLUMNS, check_from, check_row
from adapters.postgres.exact_json import exact_json
from adapters.postgres.transaction import Transaction
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition, catalogue_of
from crm_core.domain.fields.catalogue import Catalogue

HOLD = "app.hold_catalogue()"
TAKE = "SELECT app.take_catalogue()"
STORED = """SELECT key, version, form, coming, marking FROM field_definitions WHERE tenant_id = %s
    ORDER BY key"""
KEEP = """INSERT INTO field_definitions (tenant_id, key, version, form, coming, marking)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, key) DO UPDATE
    SET (version, form, coming, marking) = (excluded.version, excluded.form, excluded.coming,
    excluded.marking)"""
REMEMBER = """INSERT INTO field_definition_history (tenant_id, key, version, old_form, new_form, changed_at,
    changed_by, correlation_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""
IS_USED = "SELECT app.field_is_used(%s)"
CHECK = f"""SELECT {CHECK_COLUMNS} FROM field_definition_checks WHERE tenant_id = %s AND id = %s
    FOR UPDATE"""  # noqa: S608 - names of ours
_PLACES = ", ".join(["%s"] * len(CHECK_COLUMNS.split(",")))
KEEP_CHECK = f"""INSERT INTO field_definition_checks (tenant_id, {CHECK_COLUMNS}) VALUES (%s, {_PLACES})
    ON CONFLICT (tenant_id, id) DO UPDATE SET (state, place, examined, violating, violations, finished_at)
    = (excluded.state, excluded.place, excluded.examined, excluded.violating, excluded.violations,
    excluded.finished_at)"""  # noqa: S608 - names of ours
UNFINISHED = """SELECT id FROM field_definition_checks WHERE tenant_id = %s AND finished_at IS NULL
    ORDER BY asked_at, id"""


@define
class PostgresFieldDefinitions:
    transaction: Transaction
    catalogues: Catalogues
    # Read together with something else, while the lock is held.
    _held: int | None = field(init=False, default=None)
    _is_held: bool = field(init=False, default=False)
    # What was taken is of this transaction alone, and no other one's until it commits.
    _taken: Catalogue | None = field(init=False, default=None)

    def held_at(self, version: int | None) -> None:
        """Another statement of this transaction has asked HOLD and got this version."""
        self._held, self._is_held = version, True

    def catalogue(self) -> Catalogue:
        if self._taken is not None:
            return self._taken
        if not self._is_held:
            self.held_at(self.transaction.ask(f"SELECT {HOLD}")[0][0])
        tenant = self.transaction.actor.tenant
        known = self.catalogues.known(tenant, self._held)
        if known is not None:
            return known
        asking = self.catalogues.asking(tenant)
        rows = self.transaction.ask(DECLARED, asking)
        return self.catalogues.learned(asking, tenant, rows).catalogue

    def take(self) -> Sequence[StoredDefinition]:
        tenant = self.transaction.actor.tenant
        self.transaction.tell(TAKE)
        rows = self.transaction.ask(STORED, (tenant,))
        stored = [stored_from(row) for row in rows]
        self._taken = catalogue_of(self.catalogues.packed, stored)
        return stored

    def keep(self, stored: StoredDefinition, change: DefinitionChange | None = None) -> None:
        tenant = self.transaction.actor.tenant
        coming = None if stored.coming is None else exact_json(stored.coming)
        kept = (stored.key, stored.version, exact_json(stored.form), coming, stored.marking)
        self.transaction.tell(KEEP, (tenant, *kept))
        if change is not None:
            before = None if change.before is None else exact_json(change.before)
            forms = (before, exact_json(change.after))
            made = (change.at, change.by, change.correlation)
            self.transaction.tell(REMEMBER, (tenant, change.key, change.version, *forms, *made))

    def is_used(self, key: str) -> bool:
        return bool(self.transaction.ask(IS_USED, (key,))[0][0])

    def check(self, check_id: UUID) -> DefinitionCheck | None:
        rows = self.transaction.ask(CHECK, (self.transaction.actor.tenant, check_id))
        return check_from(rows[0]) if rows else None

    def keep_check(self, check: DefinitionCheck) -> None:
        self.transaction.tell(KEEP_CHECK, (self.transaction.actor.tenant, *check_row(check)))

    def unfinished(self) -> Sequence[UUID]:
        return [row[0] for row in self.transaction.ask(UNFINISHED, (self.transaction.actor.tenant,))]
