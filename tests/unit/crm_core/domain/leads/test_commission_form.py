"""A commission check is read strictly: every bad member is named, and money stays decimal."""

from decimal import Decimal
from typing import Any

import pytest

from crm_core.domain.leads.commission import differences
from crm_core.domain.leads.commission_form import read_check, write_difference
from crm_core.domain.refusals import Invalid

YEAR = {"start": "2025-03-01", "end": "2026-03-01"}
RECEIPT = {"id": "r1", "locationId": "kiel", "collectedOn": "2025-06-01", "net": "100.00"}


def written(**more: Any) -> dict[str, Any]:
    return {"locations": [{"id": "kiel", "years": [YEAR]}], "receipts": [RECEIPT], **more}


def test_a_check_comes_back_as_differences() -> None:
    asked = read_check(written(credited=[{"receiptId": "r1", "amount": Decimal("6.50")}]))
    (found,) = differences(asked.locations, asked.receipts, asked.credited)

    assert write_difference(found) == {
        "receiptId": "r1",
        "locationId": "kiel",
        "rate": "0.07",
        "expected": "7.00",
        "credited": "6.50",
        "delta": "-0.50",
        "cause": "AMOUNT",
    }


@pytest.mark.parametrize(
    ("more", "pointers"),
    [
        ({"locations": [{"id": "a", "years": [{**YEAR, "end": "2025-03-01"}]}]},
         ["/locations/0/years/0/end"]),
        ({"receipts": [RECEIPT, RECEIPT]}, ["/receipts/1/id"]),
        ({"locations": [{"id": "a", "years": []}] * 2}, ["/locations/1/id"]),
        ({"receipts": [{**RECEIPT, "net": "1.001", "collectedOn": "heute"}]},
         ["/receipts/0/collectedOn", "/receipts/0/net"]),
        ({"payments": []}, ["/payments"]),
    ],
)  # fmt: skip
def test_every_bad_member_is_named(more: dict[str, Any], pointers: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        read_check(written(**more))
    assert sorted(error.pointer for error in refusal.value.errors) == pointers
