"""Saved views as rows: held, changed and read; the wall decides who sees which."""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.domain.views.view import VIEWS, SavedView, ViewDetails
from crm_core.ports.unit_of_work import TryAgain

# Every text is put together from names of ours; values travel as parameters.
_COLUMNS = """id, tenant_id, version, owner_user_id, name, filter, sort, columns, region, created_at,
    updated_at"""
ADD = f"""INSERT INTO saved_views ({_COLUMNS}, name_key)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""  # noqa: S608 - see above
FIND = f"SELECT {_COLUMNS} FROM saved_views WHERE tenant_id = %(tenant)s AND id = %(id)s"  # noqa: S608
LOCK = f"""UPDATE saved_views SET version = version + 1 WHERE tenant_id = %(tenant)s AND id = %(id)s
    AND (%(version)s::bigint IS NULL OR version = %(version)s) RETURNING {_COLUMNS}"""  # noqa: S608
SAVE = """UPDATE saved_views SET name = %(name)s, name_key = %(name_key)s, filter = %(filter)s,
    sort = %(sort)s, columns = %(columns)s, region = %(region)s, updated_at = %(updated_at)s
    WHERE tenant_id = %(tenant)s AND id = %(id)s"""
REMOVE = "DELETE FROM saved_views WHERE tenant_id = %(tenant)s AND id = %(id)s"
PAGE = f"""SELECT {_COLUMNS} FROM saved_views WHERE tenant_id = %(tenant)s
    AND (%(owner)s::uuid IS NULL OR owner_user_id = %(owner)s)
    AND (%(key)s::text IS NULL OR (name_key, id) > (%(key)s, %(last)s::uuid))
    ORDER BY name_key, id LIMIT %(limit)s"""  # noqa: S608 - see above


@frozen
class PostgresViews:
    transaction: Transaction

    def add(self, view: SavedView) -> None:
        self._refuse_unless(Operation.CREATE, view)
        d = view.details
        described = (d.name, exact_json(d.filter), d.sort, list(d.columns), d.region)
        made = (view.created_at, view.updated_at, sort_key(d.name))
        key = (view.id, view.tenant_id, view.version, view.owner_user_id)
        self.transaction.tell(ADD, (*key, *described, *made))

    def lock(self, view_id: UUID, *, version: int | None = None) -> SavedView:
        rows = self.transaction.ask(LOCK, {**self._key(view_id), "version": version})
        if not rows:
            raise self._why_not_locked(view_id, version)
        return _view_from(rows[0])

    def save(self, view: SavedView) -> None:
        d = view.details
        told = {"name": d.name, "name_key": sort_key(d.name), "filter": exact_json(d.filter), "sort": d.sort}
        more = {"columns": list(d.columns), "region": d.region, "updated_at": view.updated_at}
        self.transaction.tell(SAVE, {**self._key(view.id), **told, **more})

    def remove(self, view_id: UUID) -> None:
        self.transaction.tell(REMOVE, self._key(view_id))

    def _why_not_locked(self, view_id: UUID, version: int | None) -> Exception:
        rows = self.transaction.ask(FIND, self._key(view_id))
        if not rows:
            return NotFound()
        view = _view_from(rows[0])
        self._refuse_unless(Operation.WRITE, view)
        return Outdated(current=view.version) if version not in (None, view.version) else TryAgain()

    def _refuse_unless(self, operation: Operation, view: SavedView) -> None:
        if not VIEWS.permits(operation, Scope(self.transaction.actor), view):
            raise NotAllowed(action=str(operation), resource="view", resource_id=str(view.id))

    def _key(self, view_id: UUID) -> dict[str, object]:
        return {"tenant": self.transaction.actor.tenant, "id": view_id}


@frozen
class PostgresViewReadings:
    connections: Connections

    def one(self, actor: Actor, view_id: UUID) -> SavedView | None:
        rows, _ = asked(self.connections, actor, FIND, {"tenant": actor.tenant, "id": view_id})
        return _view_from(rows[0]) if rows else None

    def page(
        self, actor: Actor, *, owner: UserId | None, after: tuple[str, UUID] | None, limit: int
    ) -> Sequence[SavedView]:
        key, last = after or (None, None)
        told = {"tenant": actor.tenant, "owner": owner, "key": key, "last": last, "limit": limit + 1}
        rows, _ = asked(self.connections, actor, PAGE, told)
        return [_view_from(row) for row in rows]


def _view_from(row: Row) -> SavedView:
    identity, tenant, version, owner, name, asked_for, sort, columns, region, created, updated = row
    return SavedView(
        id=identity,
        tenant_id=TenantId(tenant),
        version=version,
        owner_user_id=UserId(owner),
        details=ViewDetails(name, asked_for, sort, tuple(columns), region),
        created_at=utc(created),
        updated_at=utc(updated),
    )
