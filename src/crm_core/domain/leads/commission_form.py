"""How a commission check is written: contracts, receipts and credits as JSON, all faults named at once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.kinds import Boolean, Day, Text
from crm_core.domain.fields.numbers import Money
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.leads.commission import ContractYear, Credited, Difference, Location, Receipt

_ID = Text(100)
_MOST = 1_000_000
_LEAST = Money(minimum=Decimal("-9999999999.99"))
_YEAR = Record(
    (
        Member("start", Day(), required=True),
        Member("end", Day(), required=True),
        Member("newlyAgreed", Boolean(), default=False),
    )
)
_LOCATION = Record((Member("id", _ID, required=True), Member("years", ListOf(_YEAR, 100), required=True)))
_RECEIPT = Record(
    (
        Member("id", _ID, required=True),
        Member("locationId", _ID, required=True),
        Member("collectedOn", Day(), required=True),
        Member("net", _LEAST, required=True),
    )
)
_CREDITED = Record((Member("receiptId", _ID, required=True), Member("amount", _LEAST, required=True)))
CHECK = Record(
    (
        Member("locations", ListOf(_LOCATION, _MOST), required=True),
        Member("receipts", ListOf(_RECEIPT, _MOST), required=True),
        Member("credited", ListOf(_CREDITED, _MOST), default=()),
    )
)


@frozen
class CommissionCheck:
    locations: tuple[Location, ...]
    receipts: tuple[Receipt, ...]
    credited: tuple[Credited, ...]


def read_check(raw: object) -> CommissionCheck:
    """The values, or a refusal that names every bad member; an id stands once."""
    values: Mapping[str, Any] = CHECK.read(raw)
    faults = Faults()
    _refuse_doubles(values["locations"], "/locations", faults)
    _refuse_doubles(values["receipts"], "/receipts", faults)
    for place, location in enumerate(values["locations"]):
        for number, year in enumerate(location["years"]):
            if year["end"] <= year["start"]:
                faults.add(f"/locations/{place}/years/{number}/end", "out-of-order", after="start")
    faults.refuse_if_any()
    return CommissionCheck(
        tuple(_location(one) for one in values["locations"]),
        tuple(
            Receipt(one["id"], one["locationId"], one["collectedOn"], one["net"])
            for one in values["receipts"]
        ),
        tuple(Credited(one["receiptId"], one["amount"]) for one in values["credited"]),
    )


def _location(one: Mapping[str, Any]) -> Location:
    years = (ContractYear(year["start"], year["end"], year["newlyAgreed"]) for year in one["years"])
    return Location(one["id"], tuple(years))


def _receipt(one: Mapping[str, Any]) -> Receipt:
    return Receipt(one["id"], one["locationId"], one["collectedOn"], one["net"])


def write_difference(difference: Difference) -> dict[str, object]:
    return {
        "receiptId": difference.receipt_id,
        "locationId": difference.location_id,
        "rate": str(difference.rate),
        "expected": f"{difference.expected:.2f}",
        "credited": f"{difference.credited:.2f}",
        "delta": f"{difference.delta:.2f}",
        "cause": str(difference.cause),
    }


def _refuse_doubles(items: Sequence[Mapping[str, Any]], at: str, faults: Faults) -> None:
    seen: set[str] = set()
    for place, one in enumerate(items):
        if one["id"] in seen:
            faults.add(f"{step(at, place)}/id", "duplicate")
        seen.add(one["id"])
