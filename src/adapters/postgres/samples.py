"""How commands hold and move samples: first the customer, then the sample, then what became of it is read."""

from attrs import frozen

from adapters.postgres.forgetting import forget_samples
from adapters.postgres.sample_rows import KEPT, WHOLE, row_of, sample_from, standing
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.system import refuse_people
from crm_core.domain.hiding import Hide
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_food_pack.domain.samples.sample import Sample, SampleId

# Every text is put together from names of ours; values travel as parameters.
_PLACES = ", ".join(["%s"] * len(KEPT.split(",")))
ADD = f"INSERT INTO sample_request ({KEPT}) VALUES ({_PLACES})"  # noqa: S608 - see above
ADD_ITEMS = """INSERT INTO sample_item (tenant_id, sample_id, place, sku, quantity)
    SELECT %(tenant)s::uuid, %(sample)s::uuid, i.place, i.sku, i.quantity
    FROM unnest(%(skus)s::text[], %(quantities)s::bigint[]) WITH ORDINALITY AS i (sku, quantity, place)"""
FIND = f"SELECT {WHOLE} FROM sample_request s WHERE s.tenant_id = %s AND s.id = %s"  # noqa: S608 - see above
# A sample that is not seen holds nobody, so that waiting tells nothing about it.
HOLD_CUSTOMER = """SELECT FROM sample_request s CROSS JOIN LATERAL app.take_up_customer(s.customer_id)
    WHERE s.tenant_id = %s AND s.id = %s"""
HOLD = "SELECT version FROM sample_request WHERE tenant_id = %s AND id = %s FOR UPDATE"
SAVE = """WITH step AS (INSERT INTO sample_status_history
        (tenant_id, sample_id, version, old_status, new_status, event_at, recorded_at, recorded_by,
        activity_id)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s))
    UPDATE sample_request SET (version, status, status_event_at, status_recorded_at) = (%s, %s, %s, %s)
    WHERE tenant_id = %s AND id = %s"""


@frozen
class PostgresSamples:
    """Who may not add or save meets the wall, as a refusal with the next answer or the commit."""

    transaction: Transaction

    def add(self, sample: Sample) -> None:
        items = sample.wanted.items
        self.transaction.tell(ADD, row_of(sample))
        self.transaction.tell(
            ADD_ITEMS,
            {
                "tenant": sample.tenant_id,
                "sample": sample.id,
                "skus": [item.sku for item in items],
                "quantities": [item.quantity for item in items],
            },
        )

    def lock(self, sample_id: SampleId, *, version: int | None = None) -> Sample:
        key = (self.transaction.actor.tenant, sample_id)
        self.transaction.tell(HOLD_CUSTOMER, key)
        held, found = self.transaction.ask_both((HOLD, key), (FIND, key))
        if not found:
            raise NotFound
        if not held:
            raise NotAllowed(action=str(Operation.WRITE), resource="sample", resource_id=str(sample_id))
        sample = sample_from(found[0])
        if version is not None and version != sample.version:
            raise Outdated(current=sample.version)
        return sample

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        refuse_people(self.transaction.actor, "forget", "sample", lead_id)
        forget_samples(self.transaction, lead_id, hide)

    def save(self, sample: Sample) -> None:
        step, key = sample.steps[-1], (sample.tenant_id, sample.id)
        told = (str(step.old), str(step.new), step.event_at, step.recorded_at, step.by, step.activity_id)
        stands = (sample.version, *standing(sample))
        self.transaction.tell(SAVE, (*key, sample.version, *told, *stands, *key))
