"""How commands hold, check and change customers: the row is locked by counting its version up."""

from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.postgres.customer_rows import COLUMNS, KEYS, customer_from, row_of
from adapters.postgres.flush import Params
from adapters.postgres.identity import stands_on_chains
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import RESTORABLE_FOR, Customer
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.unit_of_work import TryAgain

# Every text is put together from names of ours; values travel as parameters.
_ALL = f"{COLUMNS}, {KEYS}"
_PLACES = ", ".join(["%s"] * len(_ALL.split(",")))
ADD = f"INSERT INTO customers ({_ALL}) VALUES ({_PLACES})"  # noqa: S608 - see above
FIND = f"SELECT {COLUMNS} FROM customers WHERE tenant_id = %s AND id = %s"  # noqa: S608 - see above
LOCK = f"""UPDATE customers SET version = version + 1 WHERE tenant_id = %s AND id = %s
    RETURNING {COLUMNS}"""  # noqa: S608 - see above
LOCK_VERSION = f"""UPDATE customers SET version = version + 1
    WHERE tenant_id = %s AND id = %s AND version = %s
    RETURNING {COLUMNS}"""  # noqa: S608 - see above
SAVE = f"""UPDATE customers SET ({_ALL}) = ROW ({_PLACES})
    WHERE tenant_id = %s AND id = %s AND version = %s"""  # noqa: S608 - see above
# Only a customer that the caller sees is held, so that waiting tells nothing about the others.
HOLD = "SELECT app.hold_customer(id) FROM customers WHERE tenant_id = %s AND id = %s"
TAKE_UP = f"SELECT {COLUMNS} FROM app.take_up_customer(%s)"  # noqa: S608 - see above
SHARED = "SELECT app.shared_chains()"
HOLD_LIVE_CHAIN = "SELECT app.hold_live_chain(%s)"
HAS_LIVE_LOCATIONS = "SELECT app.has_live_locations(%s)"
HAS_ARCHIVED_LOCATIONS = "SELECT app.has_archived_locations(%s, %s)"


@frozen
class PostgresCustomers:
    transaction: Transaction

    def add(self, customer: Customer) -> None:
        self._refuse_unless(Operation.CREATE, customer)
        self.transaction.tell(ADD, row_of(customer))

    def find(self, customer_id: CustomerId) -> Customer | None:
        rows = self.transaction.ask(FIND, self._key(customer_id))
        return customer_from(rows[0]) if rows else None

    def lock(self, customer_id: CustomerId, *, version: int | None = None) -> Customer:
        key = self._key(customer_id)
        rows = self.transaction.ask(*((LOCK, key) if version is None else (LOCK_VERSION, (*key, version))))
        if not rows:
            raise self._why_not_locked(customer_id, version)
        return customer_from(rows[0])

    def engage(self, customer_id: CustomerId) -> Customer:
        rows = self.transaction.ask(TAKE_UP, (customer_id,))
        if not rows:
            raise NotFound
        customer = customer_from(rows[0])
        if not self._permits(Operation.ENGAGE, customer):
            shared = self.transaction.ask(SHARED)
            self._refuse_unless(Operation.ENGAGE, customer, frozenset(shared[0][0]))
        return customer

    def save(self, customer: Customer) -> None:
        self._refuse_unless(Operation.WRITE, customer)
        self.transaction.tell(SAVE, (*row_of(customer), *self._key(customer.id), customer.version))

    def hold_chain(self, chain_id: CustomerId) -> Customer | None:
        self.transaction.tell(HOLD, self._key(chain_id))
        return self.find(chain_id)

    def hold_live_chain(self, chain_id: CustomerId) -> bool:
        return bool(self.transaction.ask(HOLD_LIVE_CHAIN, (chain_id,))[0][0])

    def has_live_locations(self, chain_id: CustomerId) -> bool:
        return bool(self.transaction.ask(HAS_LIVE_LOCATIONS, (chain_id,))[0][0])

    def has_restorable_locations(self, chain_id: CustomerId, now: datetime) -> bool:
        return bool(self.transaction.ask(HAS_ARCHIVED_LOCATIONS, (chain_id, now - RESTORABLE_FOR))[0][0])

    def _why_not_locked(self, customer_id: CustomerId, version: int | None) -> Exception:
        """One more statement, whether the customer is absent, invisible, forbidden or changed."""
        customer = self.find(customer_id)
        if customer is None:
            return NotFound()
        self._refuse_unless(Operation.WRITE, customer)
        changed = version is not None and version != customer.version
        return Outdated(current=customer.version) if changed else TryAgain()

    def _refuse_unless(
        self, operation: Operation, customer: Customer, shared_chains: frozenset[UUID] = frozenset()
    ) -> None:
        """Asked first, so that a refusal can say what it was about."""
        if not self._permits(operation, customer, shared_chains):
            raise NotAllowed(action=str(operation), resource="customer", resource_id=str(customer.id))

    def _permits(
        self, operation: Operation, customer: Customer, shared_chains: frozenset[UUID] = frozenset()
    ) -> bool:
        """By the same policy as the database's."""
        actor = self.transaction.actor
        scope = self.transaction.scope if stands_on_chains(actor, operation) else Scope(actor)
        return CUSTOMERS.permits(operation, evolve(scope, shared_chains=shared_chains), customer)

    def _key(self, customer_id: CustomerId) -> Params:
        return (self.transaction.actor.tenant, customer_id)
