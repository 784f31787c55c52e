"""What one page of samples is: what it is narrowed by, and the place after which it goes on."""

from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import LeadId
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus


@frozen
class SampleFilter:
    """Delivery days from `since` on and before `until`, `owner` looks after the customer or the lead; several
    conditions at once narrow together."""

    customer: CustomerId | None = None
    lead: LeadId | None = None
    status: SampleStatus | None = None
    since: date | None = None
    until: date | None = None
    owner: UserId | None = None

    @property
    def knows_the_archived(self) -> bool:
        """What an archived customer got is on nobody's list, only on the customer's own."""
        return self.customer is not None

    def admits(self, sample: Sample, *, owner: UserId | None = None) -> bool:
        """Whether this sample, of a party that `owner` looks after, is one of those asked for."""
        equal = (
            (self.customer, sample.party.customer_id),
            (self.lead, sample.party.lead_id),
            (self.status, sample.status),
            (self.owner, owner),
        )
        day = sample.wanted.delivery_date
        inside = (self.since is None or day >= self.since) and (self.until is None or day < self.until)
        return inside and all(asked is None or asked == is_now for asked, is_now in equal)


@frozen
class SeenSample:
    """A sample, the place whose working days decide whether it is late, and the name of whom it is for."""

    sample: Sample
    place: Place = Place()
    name: str = ""


@frozen
class SampleSlice:
    """The newest first."""

    filter: SampleFilter = SampleFilter()
    limit: int = 50
    after: tuple[datetime, UUID] | None = None
