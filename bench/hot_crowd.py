"""The crowd with hot values, by COPY: how many there are is a matter of minutes, not of commands."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from adapters.postgres.customer_rows import COLUMNS, KEYS, row_of
from adapters.postgres.hot.copies import COPIES, TABLE
from adapters.postgres.pool import Connection
from crm_core.domain.customers.customer import Contactability, Customer, sort_key
from crm_core.pack import hot_columns_of
from crm_food_pack.demo.crowd import member
from crm_food_pack.demo.people import TENANT
from crm_food_pack.domain.fields import ROI_BUCKETS, SAMPLE_STATUSES
from crm_food_pack.pack import FOOD
from entrypoints.composition.crowds import CROWD_BASE

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
HOT = [column.name for column in hot_columns_of(FOOD).columns]


def customer(number: int) -> Customer:
    one = member(number, base=CROWD_BASE)
    born = BEGIN + timedelta(minutes=3 * number)
    state = Contactability.HARD_BOUNCE if _share(number, 1, 100) < 3 else Contactability.OK
    return Customer(one.id, TENANT, 1, one.details, one.owner, born, born, state)


def hot_values(number: int) -> tuple[object, ...]:
    """About half of the customers have a value in each column, spread without regard to anything else."""
    sampled, weighed = _share(number, 2, 100) < 40, _share(number, 3, 100) < 60
    met, seasonal, bound = (_share(number, salt, 100) < 50 for salt in (4, 5, 6))
    opens = date(2026, 1, 1) + timedelta(days=30 * _share(number, 7, 12))
    return (
        SAMPLE_STATUSES[_share(number, 8, len(SAMPLE_STATUSES))] if sampled else None,
        BEGIN + timedelta(minutes=_share(number, 9, 3_000_000)) if sampled else None,
        ROI_BUCKETS[_share(number, 10, 3)] if weighed else None,
        _share(number, 11, 1_000_000) if weighed else None,
        _share(number, 12, 8) if met else None,
        _share(number, 13, 5) == 0 if met else None,
        opens if seasonal else None,
        opens + timedelta(days=100) if seasonal else None,
        date(2026, 1, 1) + timedelta(days=_share(number, 14, 730)) if bound else None,
        _share(number, 15, 10) < 3 if bound else None,
    )


INDEXES = """SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename IN ('customers', 'cm_customer_hot_proj') AND indexname !~ '_pkey$'"""


def load(superuser: Connection, customers: int) -> None:
    """Both tables side by side; the triggers that would make hot rows are told that somebody else does, and
    the indexes are built when all rows are there."""
    superuser.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
    indexes = superuser.execute(INDEXES).fetchall()
    for name, _ in indexes:
        superuser.execute(f"DROP INDEX {name}".encode())
    with superuser.cursor().copy(f"COPY customers ({COLUMNS}, {KEYS}) FROM STDIN") as copy:
        for number in range(customers):
            copy.write_row(row_of(customer(number)))
    columns = ", ".join(("tenant_id", "customer_id", *HOT, *COPIES, "updated_at"))
    with superuser.cursor().copy(f"COPY {TABLE} ({columns}) FROM STDIN") as copy:
        for row in _hot_rows(customers):
            copy.write_row(row)
    for _, definition in indexes:
        superuser.execute(definition.encode())
    superuser.execute("VACUUM ANALYZE")


def _hot_rows(customers: int) -> Iterator[tuple[object, ...]]:
    for number in range(customers):
        one = customer(number)
        d = one.details
        copies = (one.owner_user_id, d.region, one.chain_root_id, d.parent_id, d.territory, d.channel, d.type)
        more = (one.contactability, sort_key(d.name), one.created_at, None)
        shown = (d.name, d.address.city, d.is_chain)
        yield (TENANT, one.id, *hot_values(number), *copies, *more, *shown, one.created_at)


def _share(number: int, salt: int, of: int) -> int:
    """A number below `of` that looks drawn and is the same every time."""
    mixed = (number * 2_654_435_761 + salt * 40_503) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 2_246_822_519) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 3_266_489_917) & 0xFFFFFFFF
    return (mixed ^ (mixed >> 16)) % of
