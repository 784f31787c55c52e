"""What a late sample of a lead asks for: a hold, from when it was late until it arrived or was called off."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.leads.recorded import PlacedHold
from crm_core.domain.party import LeadId
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import UNDERWAY, SampleStatus

ORIGIN = "sample:"  # how a hold names the sample that proposed it


@frozen
class Delay:
    """A sample of a lead that is late without a hold, or is late no more with one."""

    lead_id: LeadId
    sample_id: SampleId


def origin_of(sample_id: SampleId) -> str:
    return f"{ORIGIN}{sample_id}"


def sample_behind(hold: PlacedHold) -> SampleId | None:
    """The sample that proposed a hold, if one did."""
    origin = hold.origin or ""
    return SampleId(UUID(origin.removeprefix(ORIGIN))) if origin.startswith(ORIGIN) else None


def ended_at(sample: Sample) -> datetime | None:
    """When a sample was underway no more: it arrived, or was called off; None while it is on its way."""
    if sample.status in UNDERWAY:
        return None
    ways = (step for step in sample.steps if step.new in (SampleStatus.DELIVERED, SampleStatus.CANCELED))
    return next((step.event_at for step in ways), sample.last_event_at)
