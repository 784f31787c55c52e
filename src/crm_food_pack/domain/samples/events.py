"""What others are told about samples: that one was requested, and each change of its status."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId
from crm_food_pack.domain.samples.sample import Sample, SampleId


@frozen
class _AboutSample(Fact):
    sample_id: SampleId
    customer_id: CustomerId | None
    lead_id: LeadId | None

    @property
    def subject(self) -> SampleId:
        return self.sample_id


@frozen
class SampleRequested(_AboutSample):
    """A sample was asked for; `items` are pairs of sku and quantity."""

    type: ClassVar[str] = "sample.requested"
    items: tuple[Mapping[str, object], ...]
    delivery_date: date

    @classmethod
    def of(cls, sample: Sample) -> "SampleRequested":
        wanted, party = sample.wanted, sample.party
        items = tuple({"sku": item.sku, "quantity": item.quantity} for item in wanted.items)
        return cls(sample.id, party.customer_id, party.lead_id, items, wanted.delivery_date)


@frozen
class SampleStatusChanged(_AboutSample):
    """A sample is at another status; `eventAt` is when that happened, not when it was recorded."""

    type: ClassVar[str] = "sample.status.changed"
    old_status: str
    new_status: str
    event_at: datetime

    @classmethod
    def of(cls, sample: Sample) -> "SampleStatusChanged":
        """The fact of the sample's newest step."""
        step, party = sample.steps[-1], sample.party
        return cls(sample.id, party.customer_id, party.lead_id, str(step.old), str(step.new), step.event_at)


SAMPLE_FACTS: tuple[type[Fact], ...] = (SampleRequested, SampleStatusChanged)
