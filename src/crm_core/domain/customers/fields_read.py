"""When a reading of fields must be remembered: whenever values leave that are not for everybody."""

from collections.abc import Iterable

from crm_core.domain.audit.entry import Deed, Outcome
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.ids import CustomerId


def restricted_among(keys: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """The keys that are not for everybody; a key that nobody declares is treated as such."""
    return frozenset(
        key
        for key in keys
        if key not in catalogue.definitions or catalogue.definitions[key].restricted is not None
    )


def reading_of(customer_id: CustomerId, keys: Iterable[str], catalogue: Catalogue) -> Deed | None:
    """The deed of reading these fields; None when all of them are for everybody."""
    told = tuple(sorted(restricted_among(keys, catalogue)))
    if not told:
        return None
    return Deed("read", "customer-fields", str(customer_id), fields=told, outcome=Outcome.READ)
