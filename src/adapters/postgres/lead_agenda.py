"""The protection clock's agenda and tally as rows that only the worker sees."""

from datetime import date, datetime

from attrs import frozen

from adapters.postgres.transaction import Transaction
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.party import LeadId

LOOKED = """INSERT INTO lead_agenda (tenant_id, lead_id, looked_version, look_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (tenant_id, lead_id)
    DO UPDATE SET looked_version = excluded.looked_version, look_at = excluded.look_at"""
TELL = """INSERT INTO lead_agenda AS a (tenant_id, lead_id, looked_version, told_lapse_at)
    VALUES (%s, %s, 0, %s)
    ON CONFLICT (tenant_id, lead_id) DO UPDATE SET told_lapse_at = excluded.told_lapse_at
        WHERE a.told_lapse_at IS DISTINCT FROM excluded.told_lapse_at
    RETURNING lead_id"""
COUNT = """INSERT INTO lead_days AS d (tenant_id, day, measure, count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (tenant_id, day, measure) DO UPDATE SET count = d.count + excluded.count"""
TALLY = "SELECT measure, count FROM lead_days WHERE tenant_id = %s AND day = %s"


@frozen
class PostgresLeadAgenda:
    transaction: Transaction

    def looked(self, lead_id: LeadId, version: int, look_at: datetime | None) -> None:
        self.transaction.tell(LOOKED, (self.transaction.actor.tenant, lead_id, version, look_at))

    def tell_lapse(self, lead_id: LeadId, lapsed_at: datetime) -> bool:
        return bool(self.transaction.ask(TELL, (self.transaction.actor.tenant, lead_id, lapsed_at)))

    def count(self, day: date, measure: Measure, by: int = 1) -> None:
        self.transaction.tell(COUNT, (self.transaction.actor.tenant, day, str(measure), by))

    def tally(self, day: date) -> dict[Measure, int]:
        rows = self.transaction.ask(TALLY, (self.transaction.actor.tenant, day))
        return {Measure(measure): count for measure, count in rows}
