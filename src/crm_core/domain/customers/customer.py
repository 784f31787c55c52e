"""What a customer is: an account that buys or may buy; a chain or one of its locations."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from attrs import asdict, evolve, fields, frozen

from crm_core.domain.customers.refusals import CustomerIsArchived, RestoreTimeIsOver
from crm_core.domain.events.fact import camel
from crm_core.domain.ids import CustomerId, TenantId, UserId

RESTORABLE_FOR = timedelta(days=30)


class CustomerType(StrEnum):
    HOTEL = "HOTEL"
    RESTAURANT = "RESTAURANT"
    BETRIEBSGASTRONOMIE = "BETRIEBSGASTRONOMIE"
    CATERING = "CATERING"


class Channel(StrEnum):
    DIRECT = "DIRECT"
    PARTNER = "PARTNER"


class CoveragePolicy(StrEnum):
    """What owners of one location of a chain may do on the others; set on the chain's root."""

    OWNER_ONLY = "OWNER_ONLY"
    CHAIN_SHARED = "CHAIN_SHARED"


class Contactability(StrEnum):
    OK = "OK"
    SOFT_BOUNCE = "SOFT_BOUNCE"
    HARD_BOUNCE = "HARD_BOUNCE"


@frozen
class Address:
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None


@frozen
class CustomerDetails:
    """What people may write about a customer."""

    name: str
    type: CustomerType
    territory: str
    region: str | None = None
    parent_id: CustomerId | None = None
    is_chain: bool = False
    coverage_policy: CoveragePolicy = CoveragePolicy.OWNER_ONLY
    channel: Channel = Channel.DIRECT
    address: Address = Address()
    contact_email: str | None = None
    phone: str | None = None
    website: str | None = None


@frozen
class Customer:
    """A customer at one version; changing it gives another value."""

    id: CustomerId
    tenant_id: TenantId
    version: int
    details: CustomerDetails
    owner_user_id: UserId | None
    created_at: datetime
    updated_at: datetime
    contactability: Contactability = Contactability.OK
    archived_at: datetime | None = None

    @property
    def chain_root_id(self) -> CustomerId | None:
        """The chain this customer belongs to: its parent, or itself when it is the chain."""
        return self.id if self.details.is_chain else self.details.parent_id

    @property
    def parent_id(self) -> CustomerId | None:
        return self.details.parent_id

    @property
    def region(self) -> str | None:
        return self.details.region

    @property
    def territory(self) -> str:
        return self.details.territory

    @property
    def channel(self) -> Channel:
        return self.details.channel

    def refuse_if_archived(self) -> None:
        if self.archived_at is not None:
            raise CustomerIsArchived

    def described(self, details: CustomerDetails, now: datetime) -> "Customer":
        """The customer with other details; the same value when nothing differs."""
        return self if details == self.details else evolve(self, details=details, updated_at=now)

    def owned_by(self, owner: UserId | None, now: datetime) -> "Customer":
        return self if owner == self.owner_user_id else evolve(self, owner_user_id=owner, updated_at=now)

    def archived(self, now: datetime) -> "Customer":
        return evolve(self, archived_at=now, updated_at=now)

    def is_restorable(self, now: datetime) -> bool:
        """Whether it is archived and may still come back."""
        return self.archived_at is not None and now < self.archived_at + RESTORABLE_FOR

    def restored(self, now: datetime) -> "Customer":
        """Back among the living, as long as the time for that is not over."""
        if self.archived_at is not None and not self.is_restorable(now):
            raise RestoreTimeIsOver
        return evolve(self, archived_at=None, updated_at=now)


def sort_key(name: str) -> str:
    """How names are ordered, alike in Python and in the database: without accents and case, ß as ss."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in folded if not unicodedata.combining(char))


def changed_fields(before: CustomerDetails, after: CustomerDetails) -> tuple[str, ...]:
    """The names of what differs, never the values: they go to audit and events."""
    names = (attribute.name for attribute in fields(CustomerDetails))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def details_from(record: Mapping[str, object]) -> CustomerDetails:
    """Details from the values of a parsed record (see `form`)."""
    values = {_snake(key): value for key, value in record.items() if value is not None}
    values["type"] = CustomerType(str(values["type"]))
    values["channel"] = Channel(str(values.get("channel", Channel.DIRECT)))
    values["coverage_policy"] = CoveragePolicy(str(values.get("coverage_policy", CoveragePolicy.OWNER_ONLY)))
    address = values.get("address")
    values["address"] = (
        Address(**{_snake(key): value for key, value in address.items()})
        if isinstance(address, Mapping)
        else Address()
    )
    return CustomerDetails(**values)  # type: ignore[arg-type]  # the record has checked every member


def details_record(details: CustomerDetails) -> dict[str, object]:
    """Details as the JSON object that people write, without what is absent."""
    return _present(asdict(details))


def _present(values: Mapping[str, object]) -> dict[str, object]:
    record: dict[str, object] = {}
    for name, value in values.items():
        written = _present(value) if isinstance(value, Mapping) else value
        if isinstance(written, UUID | StrEnum):
            written = str(written)
        if written is not None and written != {}:
            record[camel(name)] = written
    return record


def _snake(key: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in key)
