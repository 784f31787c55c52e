"""What is said about a value without telling it: a hash over the value and a random salt kept beside it.

Whoever has the value and its salt can prove what was recorded. Once the salt is destroyed, nobody can, and
nobody can find the value by trying; what was hashed over stays as it is.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

import attrs
from attrs import frozen

from crm_core.domain.fields.canonical import canonical_text
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.leads.lead import Lead

NOTE = "note"


@frozen(kw_only=True)
class Commitment:
    """To one value of a lead, or to the text about one of its facts; `salt` is None once it is destroyed."""

    id: UUID
    about_id: UUID
    field: str
    made_at: datetime
    digest: str
    salt: str | None = attrs.field(repr=False)


def digest_of(value: object, salt: str) -> str:
    """Salts have one length, so that no two pairs of salt and value make one text."""
    return sha256((salt + canonical_text(value)).encode()).hexdigest()


def opens(commitment: Commitment, value: object) -> bool:
    """Whether it was made to this value; never without its salt."""
    if commitment.salt is None:
        return False
    return compare_digest(commitment.digest, digest_of(value, commitment.salt))


def personal_values(lead: Lead) -> Mapping[str, str]:
    """What may say something about a person, by the names of the interface; also the name of a business."""
    details, contact, first = lead.details, lead.persons.contact, lead.persons.first_contact
    said: dict[str, str | None] = {
        "companyName": details.company_name,
        "city": details.city,
        "postalCode": details.postal_code,
    }
    if contact is not None:
        said |= {
            "contact.firstName": contact.first_name,
            "contact.lastName": contact.last_name,
            "contact.email": contact.email,
            "contact.phone": contact.phone,
        }
    if first is not None:
        said |= {
            "firstContact.channel": str(first.channel),
            "firstContact.at": zulu(first.at),
            "firstContact.note": first.note,
        }
    return {name: value for name, value in said.items() if value is not None}


def values_to_commit(before: Lead | None, lead: Lead) -> Mapping[str, str]:
    """Those that are new or another than before; a pseudonym is no value that anybody is held to."""
    if lead.pseudonymised_at is not None:
        return {}
    known = {} if before is None else personal_values(before)
    return {name: value for name, value in personal_values(lead).items() if known.get(name) != value}
