"""The catalogues of tenants, read again only when their version says that they have changed."""

from collections.abc import Mapping, Sequence

from attrs import define, field, frozen

from adapters.postgres.flush import Row
from crm_core.domain.definitions.stored import StoredDefinition, catalogue_of
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.ids import TenantId
from crm_core.ports.definition_readings import Declared

# Its version stands beside what a question about fields asks for anyway, so knowing it costs no statement.
VERSION = "(SELECT k.version FROM field_catalogues k WHERE k.tenant_id = %(tenant)s)"
# Definitions come along only where the version is another one than what is known.
DECLARED = """SELECT k.version, d.key, d.version, d.form, d.coming, d.marking
    FROM (VALUES (1)) one LEFT JOIN field_catalogues k ON k.tenant_id = %(tenant)s
    LEFT JOIN field_definitions d ON d.tenant_id = k.tenant_id
        AND k.version IS DISTINCT FROM %(known)s::bigint ORDER BY d.key"""


@frozen
class _Known:
    version: int
    declared: Declared


@define
class Catalogues:
    """Shared by the threads of a process; each tenant's newest catalogue is kept."""

    packed: Catalogue
    _known: dict[TenantId, _Known] = field(factory=dict)

    def known(self, tenant: TenantId, version: int | None) -> Catalogue | None:
        """The catalogue at this version; None when it has to be read. A tenant without one has the packs'."""
        if version is None:
            return self.packed
        known = self._known.get(tenant)
        return known.declared.catalogue if known is not None and known.version == version else None

    def asking(self, tenant: TenantId) -> dict[str, object]:
        """The parameters of DECLARED."""
        known = self._known.get(tenant)
        return {"tenant": tenant, "known": None if known is None else known.version}

    def learned(self, asked: Mapping[str, object], tenant: TenantId, rows: Sequence[Row]) -> Declared:
        """From the answer to DECLARED that was asked in this way."""
        version, stored = rows[0][0], [stored_from(row[1:]) for row in rows if row[1] is not None]
        if version is None:
            return Declared(self.packed)
        known = self._known.get(tenant)
        if known is None or version != asked["known"]:
            declared = Declared(catalogue_of(self.packed, stored), {one.key: one for one in stored})
            known = self._known[tenant] = _Known(version, declared)
        return known.declared


def stored_from(row: Row) -> StoredDefinition:
    key, version, form, coming, marking = row
    return StoredDefinition(key, version, form, coming, marking)
