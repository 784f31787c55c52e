"""A party is a customer or a lead, never both and never neither."""

from uuid import UUID

import pytest

from crm_core.domain.fields.faults import Faults
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party, party_of, refuse_unless_one

ID = UUID(int=7)


@pytest.mark.parametrize("both", [(None, None), (CustomerId(ID), LeadId(ID))])
def test_both_or_neither_is_no_party(both: tuple[CustomerId | None, LeadId | None]) -> None:
    with pytest.raises(ValueError, match="customer or a lead"):
        Party(*both)


@pytest.mark.parametrize(
    ("raw", "faulty"),
    [
        ({"customerId": str(ID)}, False),
        ({"leadId": str(ID), "customerId": None}, False),
        ({"leadId": str(ID), "customerId": str(ID)}, True),
        ({}, True),
        ("text", True),
    ],
)
def test_an_input_names_exactly_one(raw: object, faulty: bool) -> None:
    faults = Faults()
    refuse_unless_one(raw, faults)

    assert [error.code for error in faults.found] == (["exactly-one-of"] if faulty else [])


def test_read_values_give_the_party() -> None:
    assert party_of({"customerId": None, "leadId": ID}) == Party(lead_id=LeadId(ID))
