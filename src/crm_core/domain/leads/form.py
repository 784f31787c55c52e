"""The forms of leads as people fill them in: every member, its kind and its limits."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from crm_core.domain.activities.activity_type import NOTE_LENGTH
from crm_core.domain.activities.core_types import CORE_ACTIVITY_TYPES
from crm_core.domain.customers.form import DETAILS as CUSTOMER_DETAILS
from crm_core.domain.customers.form import PHONE
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice, Identity, Instant, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.leads.either import Either
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import CollaboratorRole, ContactChannel, LeadSource

MAILBOX = r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"


@frozen
class Remarks:
    """A flat object of short values that other programs attach; nothing looks at them."""

    most: int = 50

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, Mapping):
            return faults.add(at, "wrong-type", expected="object")
        if len(raw) > self.most:
            return faults.add(at, "wrong-length", minimum=0, maximum=self.most)
        name, before = Text(100), len(faults.found)
        told = {}
        for key, value in raw.items():
            if name.parse(key, step(at, key), faults) is not UNREADABLE:
                told[str(key)] = self._value(value, step(at, key), faults)
        return told if len(faults.found) == before else UNREADABLE

    def _value(self, value: object, at: str, faults: Faults) -> object:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return Text(500, min_length=0).parse(value, at, faults)
        return Number().parse(value, at, faults)

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        one = {"type": ["string", "number", "boolean", "null"], "maxLength": 500}
        names = {"minLength": 1, "maxLength": 100}
        bounds = {"maxProperties": self.most, "propertyNames": names}
        return {"type": "object", "additionalProperties": one, **bounds}


# How a contact went, in the words of every trade.
OUTCOMES = ("SUCCESSFUL", "UNSUCCESSFUL", "NO_ANSWER", "CALLBACK_REQUESTED", "INFO_SENT")
REASON = Member("reason", Text(500, min_length=10), required=True)
CONTACT = Record(
    (
        Member("firstName", Text(100)),
        Member("lastName", Text(100)),
        Member("email", Text(254, pattern=MAILBOX)),
        Member("phone", Text(40, pattern=PHONE, examples=("+49 30 1234567",))),
    )
)
FIRST_CONTACT = Record(
    (
        Member("channel", Choice(tuple(ContactChannel)), required=True),
        Member("at", Instant(), required=True),
        Member("note", Text(2000, min_length=10), required=True),
    )
)
DETAILS = Record(
    (
        Member("companyName", Text(200, examples=("Gasthaus Rose",)), required=True),
        Member("city", Text(100, examples=("Berlin",)), required=True),
        Member("postalCode", Text(12)),
        Member("country", Text(2, pattern=r"[A-Z]{2}", examples=("DE",))),
        Member("region", Text(50, examples=("BERLIN",))),
        Member("territory", Text(5, pattern=r"[A-Z]{2,5}", examples=("DE",))),
        Member("industry", Text(100)),
        Member("contact", CONTACT),
        Member("firstContact", FIRST_CONTACT),
        Member("source", Choice(tuple(LeadSource)), default=str(LeadSource.SONSTIGES)),
        Member("estimatedVolume", Number(minimum=Decimal(0), maximum=Decimal("1e10"), places=2)),
        Member("metadata", Remarks()),
    )
)
OVERRIDE = Member("override", Record((REASON,)))
NEW_LEAD = Record((*DETAILS.members, OVERRIDE))
CHANGES = Record((*DETAILS.members, OVERRIDE))
NEW_HOLD = Record(
    (
        Member("reason", Choice(tuple(HoldReason)), required=True),
        Member("startAt", Instant(), required=True),
        Member("endAt", Instant()),
    )
)
NEW_EXTENSION = Either(
    (
        Member("days", Number(minimum=Decimal(1), maximum=Decimal(730), places=0)),
        Member("months", Number(minimum=Decimal(1), maximum=Decimal(23), places=0)),
        REASON,
    ),
    either=(("days", "integer"), ("months", "integer")),
)
TRANSFER = Record((Member("userId", Identity(), required=True), REASON))
BACKDATING = Record(
    (
        Member("startedAt", Instant(), required=True),
        REASON,
        Member("evidenceId", Identity(), required=True),
    )
)
NEW_COLLABORATOR = Record(
    (
        Member("userId", Identity(), required=True),
        Member("role", Choice(tuple(CollaboratorRole)), required=True),
    )
)
CONVERSION = Either(
    (
        Member("agreementDocumentId", Identity(), required=True),
        Member("signedAt", Instant(), required=True),
        Member("customerId", Identity()),
        Member("customer", CUSTOMER_DETAILS),
    ),
    either=(("customerId", "string"), ("customer", "object")),
)
NEW_ACTIVITY = Record(
    (
        Member("kind", Choice(tuple(one.kind for one in CORE_ACTIVITY_TYPES)), required=True),
        Member("occurredAt", Instant()),
        Member("note", Text(NOTE_LENGTH, min_length=0)),
        Member("outcome", Choice(OUTCOMES)),
    )
)
