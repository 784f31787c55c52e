"""How access travels: every way in as data and as sentences."""

from uuid import UUID

import msgspec

from adapters.http.schemas.customers import ENCODER as ENCODER
from crm_core.domain.access.openings import Limit, Opening
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.sentences import limit_sentence, sentence
from crm_core.domain.language import Language
from crm_core.queries.explain_access import CustomerAccess


class CustomerOpeningForm(msgspec.Struct, rename="camel", frozen=True):
    """One rule that lets people in: of the holders of a grip those named; all of them where nobody is."""

    resource: str
    rule: str
    grips: list[str]
    operations: list[Operation]
    people: list[UUID] | None
    region: str | None
    chain_id: UUID | None
    de: str
    en: str


class AccessLimitForm(msgspec.Struct, rename="camel", frozen=True):
    """A claim that keeps people out, unless it is absent or names the value."""

    claim: str
    value: str
    de: str
    en: str


class CustomerAccessForm(msgspec.Struct, rename="camel", frozen=True):
    """Who may see and change a customer, by which rule; `complete`: the caller sees all of its chain."""

    customer_id: UUID
    complete: bool
    openings: list[CustomerOpeningForm]
    limits: list[AccessLimitForm]
    restricted_fields: list[str]


def access_form(access: CustomerAccess) -> CustomerAccessForm:
    return CustomerAccessForm(
        customer_id=access.customer_id,
        complete=access.is_complete,
        openings=[_opening(one) for one in access.openings],
        limits=[_limit(one) for one in access.limits],
        restricted_fields=list(access.restricted_fields),
    )


def _opening(one: Opening) -> CustomerOpeningForm:
    return CustomerOpeningForm(
        resource=one.resource,
        rule=one.rule,
        grips=list(one.grips),
        operations=list(one.operations),
        people=None if one.people is None else list(one.people),
        region=one.region,
        chain_id=one.chain,
        de=sentence(one, Language.DE),
        en=sentence(one, Language.EN),
    )


def _limit(one: Limit) -> AccessLimitForm:
    return AccessLimitForm(
        one.claim, one.value, limit_sentence(one, Language.DE), limit_sentence(one, Language.EN)
    )


_OWNER = UUID("01980f3a-6f00-7000-8000-0000000000a1")
ACCESS = msgspec.to_builtins(
    access_form(
        CustomerAccess(
            customer_id=UUID("01980f3a-6f00-7000-8000-0000000000c1"),  # type: ignore[arg-type]  # an id
            openings=(
                Opening("customer", "everything", ("auditor",), (Operation.READ,)),
                Opening("customer", "owner", ("sales-rep",), tuple(Operation), (_OWNER,)),  # type: ignore[arg-type]  # an id
            ),
            limits=(Limit("territories", "DE"), Limit("channels", "DIRECT")),
            restricted_fields=("contract_terms", "discount_terms"),
            is_complete=True,
        )
    )
)
