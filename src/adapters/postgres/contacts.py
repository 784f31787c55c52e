"""How commands hold and change contacts: the row is locked by counting its version up, roles go with it."""

from collections.abc import Collection, Iterable

from attrs import frozen

from adapters.postgres.contact_rows import COLUMNS, KEY, contact_from, row_of
from adapters.postgres.customer_rows import COLUMNS as OF_CUSTOMER
from adapters.postgres.customer_rows import customer_from
from adapters.postgres.flush import Params, Row
from adapters.postgres.transaction import Transaction
from crm_core.domain.customers.contact import Contact, ContactId, RoleAt
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.contacts import HeldContact
from crm_core.ports.unit_of_work import TryAgain

# Every text is put together from names of ours; values travel as parameters.
_ALL = f"{COLUMNS}, {KEY}"
_PLACES = ", ".join(["%s"] * len(_ALL.split(",")))
_CUSTOMER = ", ".join(f"c.{name.strip()}" for name in OF_CUSTOMER.split(","))
ADD = f"INSERT INTO contacts ({_ALL}) VALUES ({_PLACES})"  # noqa: S608 - see above
FIND = f"SELECT {COLUMNS} FROM contacts WHERE tenant_id = %s AND id = %s"  # noqa: S608 - see above
SEEN = "SELECT id FROM contacts WHERE tenant_id = %s AND id = ANY (%s::uuid[])"
LOCK = f"""UPDATE contacts SET version = version + 1 WHERE tenant_id = %s AND id = %s
    RETURNING {COLUMNS}"""  # noqa: S608 - see above
LOCK_VERSION = f"""UPDATE contacts SET version = version + 1
    WHERE tenant_id = %s AND id = %s AND version = %s RETURNING {COLUMNS}"""  # noqa: S608 - see above
SAVE = f"""UPDATE contacts SET ({_ALL}) = ROW ({_PLACES})
    WHERE tenant_id = %s AND id = %s AND version = %s"""  # noqa: S608 - see above
ROLES = f"""SELECT r.role, {_CUSTOMER} FROM contact_roles r
    JOIN customers c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
    WHERE r.tenant_id = %s AND r.contact_id = %s ORDER BY c.id, r.role"""  # noqa: S608 - see above
GIVE = """INSERT INTO contact_roles (tenant_id, contact_id, customer_id, role)
    SELECT %s, %s, * FROM unnest(%s::uuid[], %s::text[])"""
TAKE = """DELETE FROM contact_roles WHERE tenant_id = %s AND contact_id = %s
    AND (customer_id, role) IN (SELECT * FROM unnest(%s::uuid[], %s::text[]))"""
REMOVE = "DELETE FROM contacts WHERE tenant_id = %s AND id = %s"


@frozen
class PostgresContacts:
    transaction: Transaction

    def add(self, contact: Contact) -> None:
        self.transaction.tell(ADD, row_of(contact))
        self._with_roles(GIVE, contact.id, contact.roles)

    def find(self, contact_id: ContactId) -> HeldContact | None:
        key = self._key(contact_id)
        rows, roles = self.transaction.ask_both((FIND, key), (ROLES, key))
        return _held(rows[0], roles) if rows else None

    def seen_among(self, contact_ids: Collection[ContactId]) -> Collection[ContactId]:
        rows = self.transaction.ask(SEEN, (self.transaction.actor.tenant, list(contact_ids)))
        return {ContactId(row[0]) for row in rows}

    def lock(self, contact_id: ContactId, *, version: int | None = None) -> HeldContact:
        key = self._key(contact_id)
        lock = (LOCK, key) if version is None else (LOCK_VERSION, (*key, version))
        rows, roles = self.transaction.ask_both(lock, (ROLES, key))
        if not rows:
            raise self._why_not_locked(contact_id, version)
        return _held(rows[0], roles)

    def save(self, contact: Contact, *, before: Contact) -> None:
        """New roles first: the wall asks for an account that the caller may write all the time."""
        self.transaction.tell(SAVE, (*row_of(contact), *self._key(contact.id), contact.version))
        self._with_roles(GIVE, contact.id, {*contact.roles} - {*before.roles})
        self._with_roles(TAKE, contact.id, {*before.roles} - {*contact.roles})

    def remove(self, contact_id: ContactId) -> None:
        self.transaction.tell(REMOVE, self._key(contact_id))

    def _with_roles(self, sql: str, contact_id: ContactId, roles: Iterable[RoleAt]) -> None:
        held = sorted(roles)
        if held:
            columns = ([one.customer_id for one in held], [str(one.role) for one in held])
            self.transaction.tell(sql, (*self._key(contact_id), *columns))

    def _why_not_locked(self, contact_id: ContactId, version: int | None) -> Exception:
        """Locking asks for the right to write: what is still found is forbidden or has changed."""
        key = self._key(contact_id)
        found = self.transaction.ask(FIND, key)
        if not found:
            return NotFound()
        present = found[0][2]
        if not self.transaction.ask(f"{FIND} FOR UPDATE", key):
            return NotAllowed(action="write", resource="contact", resource_id=str(contact_id))
        return TryAgain() if version in (None, present) else Outdated(current=present)

    def _key(self, contact_id: ContactId) -> Params:
        return (self.transaction.actor.tenant, contact_id)


def _held(row: Row, roles: Iterable[Row]) -> HeldContact:
    """The contact with its accounts, from rows of COLUMNS and of ROLES."""
    found = list(roles)
    accounts = {one[2]: customer_from(one[1:]) for one in found}
    contact = contact_from(row, [(one[2], one[0]) for one in found])
    return HeldContact(contact, list(accounts.values()))
