"""A lead as the fields of an HTML form: what stands in each, and what they mean to the core."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from attrs import frozen

from adapters.web.language import ZONE, Tongue
from adapters.web.values.moments import moment_shown, moment_typed
from adapters.web.values.numbers import number_shown, number_typed
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.registration import lead_record
from crm_core.domain.refusals import Conflict, Invalid, Outdated, Refusal

FIELDS = (
    *("companyName", "city", "postalCode", "country", "region", "territory", "industry"),
    *("source", "estimatedVolume"),
    *("contact.firstName", "contact.lastName", "contact.email", "contact.phone"),
    *("firstContact.channel", "firstContact.at", "firstContact.note"),
)
_CAPITALS = frozenset({"territory", "country"})
_WORDS = {"source": "lead-source", "firstContact.channel": "lead-contact-channel"}
_GROUPS = ("contact", "firstContact")
_AT = "firstContact.at"
OVERRIDE = "override.reason"
NO_FORM: Mapping[str, str] = dict.fromkeys((*FIELDS, OVERRIDE), "")


@frozen
class Trouble:
    """Why a form was refused as a whole, and what its reader may do about it."""

    refusal: Refusal
    may_override: bool
    candidates: tuple[Mapping[str, object], ...] = ()


def shown(lead: Lead, tongue: Tongue) -> dict[str, str]:
    """What the form shows of a lead: every field as text."""
    flat: dict[str, object] = {}
    for key, value in lead_record(lead).items():
        if isinstance(value, Mapping) and key in _GROUPS:
            flat |= {f"{key}.{name}": told for name, told in value.items() if told is not None}
        else:
            flat[key] = value
    if _AT in flat:
        flat[_AT] = moment_shown(flat[_AT])
    if isinstance(volume := flat.get("estimatedVolume"), Decimal):
        flat["estimatedVolume"] = number_shown(volume, tongue.locale)
    return {**NO_FORM, **{key: str(flat[key]) for key in FIELDS if key in flat}}


def typed(values: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, without the spaces around it; codes in capitals, lines as they are stored."""
    clean = {key: values.get(key, "").strip().replace("\r\n", "\n") for key in NO_FORM}
    return {key: value.upper() if key in _CAPITALS else value for key, value in clean.items()}


def written(values: Mapping[str, str], tongue: Tongue, *, before: Lead | None = None) -> dict[str, object]:
    """The JSON that a program would send for this form; an empty field, and a group without any, is null."""
    record: dict[str, object] = {key: values[key] or None for key in FIELDS if "." not in key}
    record["source"] = values["source"] or "SONSTIGES"
    if values["estimatedVolume"]:
        record["estimatedVolume"] = number_typed(values["estimatedVolume"], tongue.locale)
    for group in _GROUPS:
        members = {
            key.partition(".")[2]: values[key] or None for key in FIELDS if key.startswith(f"{group}.")
        }
        record[group] = members if any(members.values()) else None
    first = record["firstContact"]
    if isinstance(first, dict) and first["at"]:
        first["at"] = _moment(values[_AT], before)
    if values[OVERRIDE]:
        record["override"] = {"reason": values[OVERRIDE]}
    return record


def compared_fields(values: Mapping[str, str]) -> dict[str, str]:
    """What two people can disagree about: all but the reason of an exception."""
    return {key: values[key] for key in FIELDS}


def in_words(field: str, value: str, tongue: Tongue) -> str:
    """A form's value as people say it."""
    if field == _AT:
        return _in_berlin(value, tongue)
    key = f"{_WORDS[field]}.{value}" if field in _WORDS else ""
    return tongue.say(key) if tongue.knows(key) else value or "–"


def _in_berlin(text: str, tongue: Tongue) -> str:
    try:
        return tongue.moment(datetime.fromisoformat(text).replace(tzinfo=ZONE))
    except ValueError:
        return text or "–"


def status_of(refusal: Refusal) -> int:
    if isinstance(refusal, Invalid):
        return 400
    if isinstance(refusal, Outdated):
        return 412
    return 409 if isinstance(refusal, Conflict) else 429


def _moment(text: str, before: Lead | None) -> str:
    """An instant that nobody touched keeps its seconds."""
    known = None if before is None else before.persons.first_contact
    if known is not None and moment_shown(known.at) == text:
        return known.at.isoformat()
    return moment_typed(text)
