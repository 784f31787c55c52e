"""What stands in a form and what the core understands are the same customer."""

from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.web.customer_form import FIELDS, SWITCHES, by_field, shown, typed, written
from crm_core.domain.customers.customer import Address, Channel, CoveragePolicy, CustomerType, details_from
from crm_core.domain.customers.form import DETAILS, NEW_CUSTOMER
from crm_core.domain.fields.record import Record
from crm_core.domain.refusals import FieldError
from tests import given

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and text != ""
)
_DETAILS = st.builds(
    lambda name, kind, channel, cover, is_chain, street, city: given.details(
        name,
        type=kind,
        channel=channel,
        coverage_policy=cover,
        is_chain=is_chain,
        address=Address(street=street, city=city),
    ),
    _TEXT,
    st.sampled_from(CustomerType),
    st.sampled_from(Channel),
    st.sampled_from(CoveragePolicy),
    st.booleans(),
    st.none() | _TEXT,
    st.none() | _TEXT,
)


@drawn(_DETAILS)
def test_a_form_sent_as_it_stands_changes_nothing(details) -> None:  # type: ignore[no-untyped-def]  # drawn
    assert details_from(DETAILS.read(written(typed(shown(details))))) == details


def test_every_member_of_a_customer_stands_in_the_form() -> None:
    members = set()
    for member in DETAILS.members:
        inner = member.kind.members if isinstance(member.kind, Record) else None
        members |= {f"{member.key}.{m.key}" for m in inner} if inner else {member.key}
    assert members == set(FIELDS)
    assert {member.key for member in NEW_CUSTOMER.members} - {m.key for m in DETAILS.members} == {
        "ownerUserId"
    }


def test_codes_may_be_typed_in_small_letters() -> None:
    values = typed({"territory": " de ", "address.country": "at", "name": " Linde "})
    assert (values["territory"], values["address.country"], values["name"]) == ("DE", "AT", "Linde")


def test_an_empty_field_takes_a_value_away() -> None:
    record = written(typed({"name": "Linde", "phone": "  ", "address.city": ""}))
    assert record["phone"] is None
    assert record["address"] == dict.fromkeys(("street", "postalCode", "city", "state", "country"))


def test_a_box_that_is_not_ticked_is_a_no() -> None:
    assert {key: written(typed({}))[key] for key in SWITCHES} == {"isChain": False}


def test_the_first_fault_of_a_field_is_shown() -> None:
    first, second = FieldError("/address/city", "too-long"), FieldError("/address/city", "pattern")
    assert by_field((first, second)) == {"address.city": first}
