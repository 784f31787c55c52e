"""The stored hot rows beside what they are folded from, so that one can be held against the other."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_source import HotSources


@frozen
class HotReading:
    """One customer as of one instant: its sources, and the stored row by column, None where it is missing.

    `astray` names what else the row repeats and does not have as it is.
    """

    customer_id: CustomerId
    sources: HotSources
    stored: Mapping[str, object] | None
    astray: tuple[str, ...] = ()
    has_customer: bool = True


class HotRows(Protocol):
    """The system goes through a tenant by the order of ids, archived customers too."""

    def count(self, actor: Actor) -> int:
        """How many customers there are to go through."""
        ...

    def after(self, actor: Actor, place: CustomerId | None, *, limit: int) -> Sequence[HotReading]:
        """The next ones; a row whose customer is gone is met as well."""
        ...

    def of(self, actor: Actor, customers: Sequence[CustomerId]) -> Sequence[HotReading]:
        """These, as far as there is a customer or a row."""
        ...

    def recompute(self, actor: Actor, customer_id: CustomerId) -> None:
        """Folds one anew under the lock that writers take, and holds nothing when it returns."""
        ...
