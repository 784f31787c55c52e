"""Saved calculations as rows: added once, read as they were pinned."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import asdict, frozen

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_food_pack.domain.roi.calculator import RoiResult, kept_inputs
from crm_food_pack.domain.roi.form import inputs_record
from crm_food_pack.domain.roi.scenario import Outlook, RoiScenario, RoiScenarioId
from crm_food_pack.ports.roi_scenario_readings import ScenarioSlice, SeenScenario

_KEPT = "tenant_id, id, customer_id, name, inputs, assumptions_version, results, created_by, created_at"
_PLACES = ", ".join(["%s"] * len(_KEPT.split(",")))
_COLUMNS = ", ".join(f"r.{name.strip()}" for name in _KEPT.split(","))
# Texts are put together from names of ours and whole numbers; values travel as parameters.
ADD = f"INSERT INTO roi_scenarios ({_KEPT}) VALUES ({_PLACES})"  # noqa: S608 - see above
FIND = f"SELECT {_COLUMNS} FROM roi_scenarios r WHERE r.tenant_id = %s AND r.id = %s"  # noqa: S608 - see above
ONE = f"""SELECT c.name, c.territory, {_COLUMNS} FROM roi_scenarios r
    JOIN customers c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
    WHERE r.tenant_id = %s AND r.id = %s"""  # noqa: S608 - see above
_BEHIND = "AND r.created_at <= %(at)s AND (r.created_at < %(at)s OR r.id > %(last)s)"


@frozen
class PostgresRoiScenarios:
    transaction: Transaction

    def add(self, scenario: RoiScenario) -> None:
        self.transaction.tell(ADD, _row_of(scenario))

    def find(self, scenario_id: RoiScenarioId) -> RoiScenario | None:
        rows = self.transaction.ask(FIND, (self.transaction.actor.tenant, scenario_id))
        return _scenario_from(rows[0]) if rows else None


@frozen
class PostgresRoiScenarioReadings:
    connections: Connections

    def one(self, actor: Actor, scenario_id: RoiScenarioId) -> SeenScenario | None:
        rows, _ = asked(self.connections, actor, ONE, (actor.tenant, scenario_id))
        return _seen_from(rows[0]) if rows else None

    def page(self, actor: Actor, wanted: ScenarioSlice) -> Sequence[SeenScenario] | None:
        at, last = wanted.after or (None, None)
        params = {"tenant": actor.tenant, "customer": wanted.customer_id, "at": at, "last": last}
        text = _text(wanted.limit, wanted.after is not None)
        rows, _ = asked(self.connections, actor, text, params)
        if not rows:
            return None
        return [_seen_from(row) for row in rows if row[2] is not None]


@lru_cache(maxsize=256)
def _text(limit: int, goes_on: bool) -> str:
    """The customer, once or with each row, so that an invisible one is not an empty list."""
    return f"""SELECT c.name, c.territory, {_COLUMNS} FROM customers c
        LEFT JOIN LATERAL (SELECT r.* FROM roi_scenarios r
            WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id {_BEHIND if goes_on else ""}
            ORDER BY r.created_at DESC, r.id LIMIT {limit + 1}) r ON true
        WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s
        ORDER BY r.created_at DESC, r.id"""  # noqa: S608 - see above


def _row_of(scenario: RoiScenario) -> Row:
    results = {str(outlook): asdict(result) for outlook, result in scenario.results.items()}
    key = (scenario.tenant_id, scenario.id, scenario.customer_id, scenario.name)
    pinned = (exact_json(inputs_record(scenario.inputs)), scenario.assumptions_version, exact_json(results))
    return (*key, *pinned, scenario.created_by, scenario.created_at)


def _seen_from(row: Row) -> SeenScenario:
    name, territory, *kept = row
    return SeenScenario(_scenario_from(tuple(kept)), name, territory)


def _scenario_from(row: Row) -> RoiScenario:
    tenant, identity, customer, name, inputs, version, results, by, at = row
    return RoiScenario(
        id=RoiScenarioId(identity),
        tenant_id=TenantId(tenant),
        customer_id=CustomerId(customer),
        name=name,
        inputs=kept_inputs(inputs),
        assumptions_version=version,
        results={Outlook(outlook): _result(told) for outlook, told in results.items()},
        created_by=UserId(by),
        created_at=utc(at),
    )


def _result(told: Mapping[str, Any]) -> RoiResult:
    payback = told["payback_months"]
    return RoiResult(
        Decimal(told["monthly_labor_savings"]),
        Decimal(told["monthly_waste_savings"]),
        Decimal(told["total_monthly_savings"]),
        None if payback is None else Decimal(payback),
    )
