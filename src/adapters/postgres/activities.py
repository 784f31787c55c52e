"""How commands hold and change activities: first the customer, then the activity itself."""

from collections.abc import Collection, Sequence
from datetime import datetime

from attrs import frozen

from adapters.postgres.activity_rows import (
    CHANGED,
    COLUMNS,
    HISTORY,
    KEPT,
    TO_HISTORY,
    activity_from,
    changing_row,
    row_of,
)
from adapters.postgres.forgetting import forget_activities
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.system import refuse_people
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.words import Words
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated

# Every text is put together from names of ours; values travel as parameters.
_CHANGED_PLACES = ", ".join(["%s"] * len(CHANGED.split(",")))
INTO = f"activities ({KEPT})"
FIND = f"SELECT {COLUMNS} FROM activities a WHERE a.tenant_id = %s AND a.id = %s"  # noqa: S608 - see above
# An activity that is not seen holds nobody, so that waiting tells nothing about it.
HOLD_CUSTOMER = """SELECT FROM activities a CROSS JOIN LATERAL app.take_up_customer(a.customer_id)
    WHERE a.tenant_id = %s AND a.id = %s"""
HOLD = "SELECT version FROM activities WHERE tenant_id = %s AND id = %s FOR UPDATE"
SAVE = f"""WITH former AS (INSERT INTO activity_history ({HISTORY})
        SELECT {TO_HISTORY} FROM activities WHERE tenant_id = %s AND id = %s)
    UPDATE activities SET {CHANGED} = ROW ({_CHANGED_PLACES})
    WHERE tenant_id = %s AND id = %s"""  # noqa: S608 - see above
STANDING = f"""SELECT {COLUMNS} FROM activities a WHERE a.tenant_id = %s AND a.customer_id = %s
    AND a.kind = %s AND a.withdrawn_at IS NULL
    ORDER BY a.occurred_at DESC, a.id LIMIT %s"""  # noqa: S608 - see above

_SINCE = "a.withdrawn_at IS NULL AND a.occurred_at >= %s ORDER BY a.occurred_at, a.id LIMIT %s"
_OF_KINDS = f"SELECT {COLUMNS} FROM activities a WHERE a.tenant_id = %s AND a.kind = ANY (%s)"  # noqa: S608 - see above
SINCE_OF_CUSTOMER = f"{_OF_KINDS} AND a.customer_id = %s AND {_SINCE}"
SINCE_OF_LEAD = f"{_OF_KINDS} AND a.lead_id = %s AND {_SINCE}"


@frozen
class PostgresActivities:
    """Who may not add or save meets the wall, as a refusal with the next answer or the commit."""

    transaction: Transaction

    def add(self, activity: Activity) -> None:
        self.transaction.add(INTO, row_of(activity))

    def lock(self, activity_id: ActivityId, *, version: int | None = None) -> Activity:
        key = (self.transaction.actor.tenant, activity_id)
        self.transaction.tell(HOLD_CUSTOMER, key)
        held, found = self.transaction.ask_both((HOLD, key), (FIND, key))
        if not found:
            raise NotFound
        if not held:
            raise NotAllowed(action=str(Operation.ENGAGE), resource="activity", resource_id=str(activity_id))
        activity = activity_from(found[0])
        if version is not None and version != activity.version:
            raise Outdated(current=activity.version)
        return activity

    def save(self, activity: Activity) -> None:
        key = (activity.tenant_id, activity.id)
        self.transaction.tell(SAVE, (*key, *changing_row(activity), *key))

    def forget_words(self, lead_id: LeadId, words: Words) -> None:
        refuse_people(self.transaction.actor, "forget", "activity", lead_id)
        forget_activities(self.transaction, lead_id, words)

    def standing_of(self, customer_id: CustomerId, kind: str, *, limit: int) -> Sequence[Activity]:
        asked = (self.transaction.actor.tenant, customer_id, kind, limit)
        return [activity_from(row) for row in self.transaction.ask(STANDING, asked)]

    def standing_since(
        self, party: Party, kinds: Collection[str], since: datetime, *, limit: int
    ) -> Sequence[Activity]:
        of_customer = party.customer_id is not None
        sql, whose = (SINCE_OF_CUSTOMER, party.customer_id) if of_customer else (SINCE_OF_LEAD, party.lead_id)
        asked = (self.transaction.actor.tenant, sorted(kinds), whose, since, limit)
        return [activity_from(row) for row in self.transaction.ask(sql, asked)]
