"""How a sample is written as rows and read back from one, with its items and steps folded into it."""

from typing import Any
from uuid import UUID

from adapters.postgres.flush import Row
from adapters.postgres.instants import instant_from, utc
from crm_core.domain.customers.customer import Address
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.party import LeadId, Party
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.domain.samples.sample import Item, Sample, SampleId, Step, Wanted
from crm_food_pack.domain.samples.status import SampleStatus

KEPT = (
    "tenant_id, id, version, customer_id, lead_id, kit_id, delivery_date, delivery_address, contact_email, "
    "notes, created_by, created_at, status, status_event_at, status_recorded_at"
)
_ONCE = ", ".join(f"s.{name.strip()}" for name in KEPT.split(",")[:12])
_PART = "WHERE {0}.tenant_id = s.tenant_id AND {0}.sample_id = s.id"
# Where the goods go, and to whom; the days of leads are counted in the whole country.
PLACE = "c.country, c.state, coalesce(c.name, l.company_name, '')"
TO_PARTY = """LEFT JOIN customers c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id
    LEFT JOIN leads l ON l.tenant_id = s.tenant_id AND l.id = s.lead_id"""
# Texts are put together from names of ours.
WHOLE = f"""{_ONCE},
    (SELECT jsonb_agg(jsonb_build_array(i.sku, i.quantity) ORDER BY i.place)
        FROM sample_item i {_PART.format("i")}),
    (SELECT jsonb_agg(jsonb_build_array(h.old_status, h.new_status, h.event_at, h.recorded_at, h.recorded_by,
        h.activity_id) ORDER BY h.version) FROM sample_status_history h {_PART.format("h")})"""  # noqa: S608


def row_of(sample: Sample) -> Row:
    """The values of KEPT."""
    w, party = sample.wanted, sample.party
    key = (sample.tenant_id, sample.id, sample.version, party.customer_id, party.lead_id, w.kit_id)
    wanted = (w.delivery_date, w.delivery_address, w.contact_email, w.notes)
    return (*key, *wanted, sample.created_by, sample.created_at, *standing(sample))


def standing(sample: Sample) -> Row:
    """Where it is, since when, and when that was recorded."""
    return (str(sample.status), sample.last_event_at, sample.updated_at)


def sample_from(row: Row) -> Sample:
    """The sample from a row of WHOLE."""
    tenant, identity, version, customer, lead, kit, *wanted, by, at, items, steps = row
    day, address, email, notes = wanted
    return Sample(
        id=SampleId(identity),
        tenant_id=TenantId(tenant),
        party=Party(
            None if customer is None else CustomerId(customer), None if lead is None else LeadId(lead)
        ),
        wanted=Wanted(
            items=tuple(Item(sku, quantity) for sku, quantity in items or ()),
            delivery_date=day,
            kit_id=kit,
            delivery_address=address,
            contact_email=email,
            notes=notes,
        ),
        created_by=UserId(by),
        created_at=utc(at),
        steps=tuple(_step(*step) for step in steps or ()),
        version=version,
    )


def seen_from(row: Row) -> SeenSample:
    """The sample from a row of WHOLE and PLACE."""
    *whole, country, state, name = row
    return SeenSample(sample_from(tuple(whole)), Place.of(Address(country=country, state=state)), name)


def _step(*columns: Any) -> Step:
    old, new, event_at, recorded_at, by, activity_id = columns
    return Step(
        SampleStatus(old),
        SampleStatus(new),
        instant_from(event_at),
        instant_from(recorded_at),
        UserId(UUID(by)),
        None if activity_id is None else UUID(activity_id),
    )
