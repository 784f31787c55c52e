"""All values of a field, customer by customer, for whom a definition is checked and rows are marked."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen

from crm_core.domain.ids import CustomerId


@frozen
class Surveyed:
    """A customer with the asked values, as far as there are any."""

    customer_id: CustomerId
    is_live: bool
    values: Mapping[str, object]


class FieldSurvey(Protocol):
    """Goes through the tenant by the order of ids; the system and admins work with it."""

    def after(self, place: CustomerId | None, keys: Sequence[str], *, limit: int) -> Sequence[Surveyed]:
        """The next customers, archived ones too."""
        ...

    def mark(self, customers: Sequence[CustomerId], key: str, *, restricted: bool) -> None:
        """Opens or closes the rows of a field and of its history."""
        ...

    def claim(self, key: str, texts: Mapping[CustomerId, str]) -> None:
        """Claims the canonical texts of values, where they still stand."""
        ...

    def doubles(self, key: str, *, limit: int) -> Sequence[CustomerId]:
        """Live customers whose claimed value another live one claims too; the first of each are not named."""
        ...

    def unclaim(self, key: str) -> None:
        """Nothing of this field is claimed any longer."""
        ...
