"""A contact as people fill it in, and how what they wrote becomes a person in normal form."""

from collections.abc import Callable, Mapping

from crm_core.domain.customers.channels import normal_phone
from crm_core.domain.customers.contact import Contact, ContactRole, Person, RoleAt
from crm_core.domain.customers.form import EMAIL, PHONE
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice, Identity, Text
from crm_core.domain.fields.record import ListOf, Member, Record

MAX_ROLES = 50
PERSON = Record(
    (
        Member("name", Text(200, examples=("Maria Sommer",)), required=True),
        Member("email", Text(254, pattern=EMAIL, examples=("m.sommer@example.com",))),
        Member("phone", Text(40, pattern=PHONE, examples=("+49 30 1234567",))),
        Member("note", Text(2000)),
    )
)
_ROLE = Choice(tuple(ContactRole))
NEW_CONTACT = Record((*PERSON.members, Member("role", _ROLE, default=ContactRole.OTHER)))
ROLE_AT = Record((Member("customerId", Identity(), required=True), Member("role", _ROLE, required=True)))
CONTACT = Record((*PERSON.members, Member("roles", ListOf(ROLE_AT, MAX_ROLES, min_items=1), required=True)))


def person_from(
    values: Mapping[str, object], *, country: str | None, normal_email: Callable[[str], str | None]
) -> Person:
    """The person in the values of a record; numbers without a calling code are of that country."""
    faults = Faults()
    email, phone = _text(values["email"]), _text(values["phone"])
    address = None if email is None else normal_email(email)
    number = None if phone is None else normal_phone(phone, country)
    if email is not None and address is None:
        faults.add("/email", "not-an-email")
    if phone is not None and number is None:
        faults.add("/phone", "not-a-phone-number")
    faults.refuse_if_any()
    return Person(str(values["name"]), address, number, _text(values["note"]))


def roles_from(values: Mapping[str, object]) -> tuple[RoleAt, ...]:
    """The roles in the values of a record, in the order in which they were written."""
    listed = values["roles"]
    assert isinstance(listed, tuple)  # noqa: S101 - the record has read a list
    return tuple(RoleAt(one["customerId"], ContactRole(one["role"])) for one in listed)


def contact_record(contact: Contact) -> dict[str, object]:
    """A contact as the JSON object that people write, without what is absent."""
    person = contact.person
    told = {"name": person.name, "email": person.email, "phone": person.phone, "note": person.note}
    roles = [{"customerId": str(held.customer_id), "role": str(held.role)} for held in contact.roles]
    return {**{key: value for key, value in told.items() if value is not None}, "roles": roles}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
