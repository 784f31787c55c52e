"""What an agent's commission must be by the contract, and where what was credited differs from it.

Seven per cent of the net revenue that was collected in a customer's first contract year, two per cent in each
further year that was newly agreed, nothing otherwise. Every location of a chain is a customer of its own.
Credits and returns are receipts below zero: they are set off.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from attrs import frozen

FIRST_YEAR, FURTHER_YEAR, NO_CLAIM = Decimal("0.07"), Decimal("0.02"), Decimal(0)
CENT = Decimal("0.01")
# Wide enough that nothing is rounded before it is rounded to cents.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@frozen
class ContractYear:
    """From its first day until the day before `end`. The first one counts as agreed."""

    start: date
    end: date
    newly_agreed: bool = False


@frozen
class Location:
    """One customer, or one location of a chain, with its contract years."""

    id: str
    years: tuple[ContractYear, ...]

    def rate_on(self, day: date) -> Decimal:
        """The share that money collected on a day gives; where years overlap, the earlier one decides."""
        for number, year in enumerate(sorted(self.years, key=lambda one: (one.start, one.end))):
            if year.start <= day < year.end:
                return FIRST_YEAR if number == 0 else FURTHER_YEAR if year.newly_agreed else NO_CLAIM
        return NO_CLAIM


@frozen
class Receipt:
    """Money that came in for a location, without taxes and after discounts; below zero what went back."""

    id: str
    location_id: str
    collected_on: date
    net: Decimal


@frozen
class Credited:
    """Commission that was credited for a receipt; several of them add up."""

    receipt_id: str
    amount: Decimal


class Cause(StrEnum):
    AMOUNT = "AMOUNT"  # another amount than it must be
    MISSING = "MISSING"  # nothing was credited
    UNFOUNDED = "UNFOUNDED"  # credited without a claim, or for a receipt that is not known
    UNKNOWN_LOCATION = "UNKNOWN_LOCATION"  # money of a location without contract years


@frozen
class Difference:
    receipt_id: str
    location_id: str | None
    rate: Decimal
    expected: Decimal
    credited: Decimal
    cause: Cause

    @property
    def delta(self) -> Decimal:
        """Above zero too much was credited, below it too little."""
        return _EXACT.subtract(self.credited, self.expected)


def expected(receipt: Receipt, location: Location | None) -> Decimal:
    """To the cent, halves away from zero, for each receipt by itself."""
    rate = NO_CLAIM if location is None else location.rate_on(receipt.collected_on)
    return _EXACT.multiply(receipt.net, rate).quantize(CENT, context=_EXACT)


def differences(
    locations: Iterable[Location], receipts: Iterable[Receipt], credited: Iterable[Credited]
) -> Sequence[Difference]:
    """Everything that differs by more than a cent, the largest first."""
    known = {one.id: one for one in locations}
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for one in credited:
        paid[one.receipt_id] = _EXACT.add(paid[one.receipt_id], one.amount)
    found = [_difference(one, known.get(one.location_id), paid.pop(one.id, None)) for one in receipts]
    found += [
        Difference(receipt, None, NO_CLAIM, NO_CLAIM, amount, Cause.UNFOUNDED)
        for receipt, amount in paid.items()
    ]
    wrong = (one for one in found if abs(one.delta) > CENT)
    return sorted(wrong, key=lambda one: (-abs(one.delta), one.receipt_id))


def _difference(receipt: Receipt, location: Location | None, paid: Decimal | None) -> Difference:
    must = expected(receipt, location)
    rate = NO_CLAIM if location is None else location.rate_on(receipt.collected_on)
    if location is None:
        cause = Cause.UNKNOWN_LOCATION
    elif paid is None:
        cause = Cause.MISSING
    else:
        cause = Cause.AMOUNT if must else Cause.UNFOUNDED
    return Difference(receipt.id, receipt.location_id, rate, must, paid or Decimal(0), cause)
