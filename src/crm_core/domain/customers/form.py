"""The customer as people fill it in: every member, its kind and its limits."""

from crm_core.domain.customers.customer import Channel, CoveragePolicy, CustomerType
from crm_core.domain.fields.kinds import Boolean, Choice, Identity, Text
from crm_core.domain.fields.record import Member, Record

# Spaces stand inside only: those around a text are no part of it.
PHONE = r"(\+[0-9 ()/.-]|[0-9()/.-])[0-9 ()/.-]{1,37}[0-9()/.-]"
EMAIL = r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"

ADDRESS = Record(
    (
        Member("street", Text(200)),
        Member("postalCode", Text(12)),
        Member("city", Text(100)),
        Member("state", Text(6, pattern=r"[A-Z]{2}-[A-Z0-9]{1,3}", examples=("DE-BE",))),
        Member("country", Text(2, pattern=r"[A-Z]{2}", examples=("DE",))),
    )
)

DETAILS = Record(
    (
        Member("name", Text(200, examples=("Hotel Adlon Küche",)), required=True),
        Member("type", Choice(tuple(CustomerType)), required=True),
        Member("territory", Text(5, pattern=r"[A-Z]{2,5}", examples=("DE",)), required=True),
        Member("region", Text(50, examples=("BERLIN",))),
        Member("parentId", Identity()),
        Member("isChain", Boolean(), default=False),
        Member("coveragePolicy", Choice(tuple(CoveragePolicy)), default=CoveragePolicy.OWNER_ONLY),
        Member("channel", Choice(tuple(Channel)), default=Channel.DIRECT),
        Member("address", ADDRESS),
        Member("contactEmail", Text(254, pattern=EMAIL)),
        Member("phone", Text(40, pattern=PHONE, examples=("+49 30 1234567",))),
        Member("website", Text(300, pattern=r"https?://[^\s]+", examples=("https://example.com",))),
    )
)

OWNER = Member("ownerUserId", Identity())
NEW_CUSTOMER = Record((*DETAILS.members, OWNER))
REASON = Member("reason", Text(500, min_length=3), required=True)
REASSIGNMENT = Record((Member("ownerUserId", Identity()), REASON))
