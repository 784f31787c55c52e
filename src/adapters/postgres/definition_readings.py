"""Questions about definitions, each one statement."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve, frozen

from adapters.postgres.catalogues import DECLARED, Catalogues
from adapters.postgres.definition_rows import CHECK_COLUMNS, check_from
from adapters.postgres.instants import utc
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.ids import CorrelationId, UserId
from crm_core.ports.definition_readings import Declared

BEYOND = 2**63 - 1  # no version is as high
CHANGES = """SELECT key, version, old_form, new_form, changed_at, changed_by, correlation_id
    FROM field_definition_history WHERE tenant_id = %(tenant)s AND key = %(key)s AND version < %(before)s
    ORDER BY version DESC LIMIT %(limit)s"""
CHECK = f"""SELECT {CHECK_COLUMNS}, array(SELECT c.id FROM customers c WHERE c.tenant_id = %(tenant)s
        AND c.id IN (SELECT (v ->> 'customer')::uuid FROM jsonb_array_elements(k.violations) v))
    FROM field_definition_checks k WHERE k.tenant_id = %(tenant)s AND k.id = %(check)s"""  # noqa: S608 - names of ours


@frozen
class PostgresDefinitionReadings:
    connections: Connections
    catalogues: Catalogues

    def declared(self, actor: Actor) -> Declared:
        asking = self.catalogues.asking(actor.tenant)
        rows, _ = asked(self.connections, actor, DECLARED, asking)
        return self.catalogues.learned(asking, actor.tenant, rows)

    def at(self, actor: Actor, version: int | None) -> Catalogue:
        """The catalogue whose version came with another answer, or a newer one."""
        known = self.catalogues.known(actor.tenant, version)
        return self.declared(actor).catalogue if known is None else known

    def changes(
        self, actor: Actor, key: str, *, before: int | None, limit: int
    ) -> Sequence[DefinitionChange]:
        told = {
            "tenant": actor.tenant,
            "key": key,
            "before": BEYOND if before is None else before,
            "limit": limit,
        }
        rows, _ = asked(self.connections, actor, CHANGES, told)
        return [
            DefinitionChange(key, version, old, new, utc(at), UserId(by), CorrelationId(correlation))
            for key, version, old, new, at, by, correlation in rows
        ]

    def check(self, actor: Actor, check_id: UUID) -> DefinitionCheck | None:
        rows, _ = asked(self.connections, actor, CHECK, {"tenant": actor.tenant, "check": check_id})
        if not rows:
            return None
        check, seen = check_from(rows[0][:-1]), set(rows[0][-1])
        return evolve(check, violations=tuple(v for v in check.violations if v.customer_id in seen))
