"""A customer as the fields of an HTML form: what stands in each, and what they mean to the core."""

from collections.abc import Mapping

from crm_core.domain.customers.customer import CustomerDetails, details_record
from crm_core.domain.refusals import FieldError

TEXTS = (
    "name",
    "type",
    "territory",
    "region",
    "channel",
    "parentId",
    "coveragePolicy",
    "address.street",
    "address.postalCode",
    "address.city",
    "address.state",
    "address.country",
    "contactEmail",
    "phone",
    "website",
)
SWITCHES = ("isChain",)
FIELDS = (*TEXTS, *SWITCHES)
_CAPITALS = frozenset({"territory", "address.state", "address.country"})
# What a form leaves empty where the core has a word for it.
_EMPTY: Mapping[str, str] = {"channel": "DIRECT", "coveragePolicy": "OWNER_ONLY"}
ON = "on"


def shown(details: CustomerDetails) -> dict[str, str]:
    """What the form shows of these details: every field as text."""
    record = details_record(details)
    address = record.pop("address", None)
    flat = {key: str(value) for key, value in record.items() if key not in SWITCHES}
    if isinstance(address, Mapping):
        flat |= {f"address.{key}": str(value) for key, value in address.items()}
    switches = {key: ON if record.get(key) else "" for key in SWITCHES}
    return {key: flat.get(key, "") for key in TEXTS} | switches


def typed(values: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, with the liberties of typing taken out: spaces around, small letters in codes."""
    clean = {key: values.get(key, "").strip() or _EMPTY.get(key, "") for key in FIELDS}
    return {key: value.upper() if key in _CAPITALS else value for key, value in clean.items()}


def written(values: Mapping[str, str]) -> dict[str, object]:
    """The JSON that a program would send for this form; an empty field is null."""
    record: dict[str, object] = {}
    for key in FIELDS:
        value: object = values[key] == ON if key in SWITCHES else values[key] or None
        place, _, member = key.partition(".")
        if member:
            group = record.setdefault(place, {})
            assert isinstance(group, dict)  # noqa: S101 - made one line above
            group[member] = value
        else:
            record[key] = value
    return record


def by_field(errors: tuple[FieldError, ...]) -> dict[str, FieldError]:
    """The first thing that is wrong with each field."""
    found: dict[str, FieldError] = {}
    for error in errors:
        found.setdefault(error.field, error)
    return found
