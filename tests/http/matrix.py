"""Who calls which route on whose thing, and what the policies say to it; every declared route has a row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from attrs import frozen

from adapters.http.app import endpoints_of
from adapters.http.endpoint import Endpoint
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_EVIDENCE, LEAD_KEEPING, LEADS
from crm_core.domain.access.of_parties import may_with
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.activities.activity import CORRECTORS
from crm_core.domain.follow_ups.access import may
from crm_core.domain.views.view import VIEWS
from crm_core.pack import activity_types_of, fields_of, hot_columns_of, settings_of
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.lead_site import OWNER, REASON
from tests.http.site import NEW, service
from tests.http.stage import START, Family, Stage

R, W, E = Operation.READ, Operation.WRITE, Operation.ENGAGE
ADMINS = frozenset({Role.ADMIN})
LOOKING = frozenset({Role.ADMIN, Role.AUDITOR})
HEADS = frozenset({Role.MANAGER, Role.ADMIN})
EXPLAINED = frozenset({Role.AUDITOR, Role.MANAGER, Role.ADMIN})
LEADING = frozenset({Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN})
SOME = str(given.user(5))
ABSENT = str(given.nobody_knows())
ROI = {
    "mealsPerDay": 120,
    "daysPerMonth": 26,
    "laborMinutesSavedPerMeal": 2.5,
    "laborCostPerHour": 22,
    "foodCostPerMeal": 3.2,
    "wasteReductionPct": 8,
}


@frozen
class Row:
    """What a route asks: an operation on its subject, by `policy` where that is not the subject's own; and
    one of these roles besides. Where there is no subject, `roles` alone decide. `creates`: a customer comes
    of it, which the caller must be allowed to have."""

    asks: Operation = R
    body: Any = None
    query: str = ""
    roles: frozenset[Role] | None = None
    policy: Policy | None = None
    creates: bool = False


ROWS: Mapping[str, Row] = {
    "POST /api/customers": Row(body=NEW, creates=True),
    "GET /api/customers": Row(),
    "POST /api/customers/bulk": Row(
        body={"items": [{"customerId": ABSENT, "details": {"phone": "+49 30 99"}}]}
    ),
    "GET /api/customers/{customerId}": Row(),
    "PATCH /api/customers/{customerId}": Row(W, {"phone": "+49 30 99"}),
    "DELETE /api/customers/{customerId}": Row(W),
    "POST /api/customers/{customerId}/restore": Row(W),
    "POST /api/customers/{customerId}/reassign": Row(
        W, {"ownerUserId": SOME, "reason": "weil"}, roles=LEADING
    ),
    "GET /api/customers/{customerId}/access": Row(roles=EXPLAINED),
    "GET /api/customers/{customerId}/locations": Row(),
    "GET /api/customers/{customerId}/rollup": Row(),
    "GET /api/customers/{customerId}/timeline": Row(),
    "POST /api/customers/{customerId}/contactability": Row(W, {"status": "SOFT_BOUNCE"}),
    "GET /api/customers/{customerId}/contacts": Row(),
    "POST /api/customers/{customerId}/contacts": Row(W, {"name": "Maria Sommer"}),
    "GET /api/contacts/{contactId}": Row(),
    "PATCH /api/contacts/{contactId}": Row(W, {"phone": "+49 30 99"}),
    "DELETE /api/contacts/{contactId}": Row(W),
    "GET /api/customers/{customerId}/fields": Row(),
    "PATCH /api/customers/{customerId}/fields": Row(W, {"kitchen_size": 80}),
    "GET /api/customers/{customerId}/fields/{key}/history": Row(),
    "GET /api/field-definitions": Row(),
    "POST /api/field-definitions": Row(
        body={"key": "x", "kind": {"kind": "boolean"}, "labelDe": "X", "labelEn": "X", "group": "g"},
        roles=ADMINS,
    ),
    "GET /api/field-definitions/{key}": Row(),
    "PATCH /api/field-definitions/{key}": Row(body={"labelEn": "X"}, roles=ADMINS),
    "GET /api/field-definitions/{key}/history": Row(roles=LOOKING),
    "GET /api/views": Row(),
    "POST /api/views": Row(
        body={"name": "Meine", "filter": {"type": "HOTEL"}},
        roles=frozenset(Role) - {Role.AUDITOR, Role.SERVICE},
    ),
    "GET /api/views/{viewId}": Row(),
    "PATCH /api/views/{viewId}": Row(W, {"name": "Andere"}),
    "DELETE /api/views/{viewId}": Row(W),
    "GET /api/inbox": Row(),
    "GET /api/leads/{leadId}/notices": Row(),
    "GET /api/follow-ups": Row(),
    "GET /api/follow-ups/{followUpId}": Row(),
    "POST /api/follow-ups/{followUpId}/complete": Row(W, {}),
    "POST /api/follow-ups/{followUpId}/snooze": Row(W, {"until": "2026-03-20T08:00:00Z", "reason": REASON}),
    "POST /api/follow-ups/{followUpId}/pause": Row(W, {"reason": REASON}),
    "POST /api/follow-ups/{followUpId}/resume": Row(W),
    "GET /api/inbox/follow-ups": Row(),
    "GET /api/inbox/leads": Row(),
    "POST /api/activities": Row(body={"customerId": ABSENT, "kind": "NOTE"}),
    "GET /api/customers/{customerId}/activities": Row(),
    "GET /api/activities/{activityId}": Row(),
    "GET /api/activities/{activityId}/history": Row(),
    "PATCH /api/activities/{activityId}": Row(E, {"note": "Anders"}),
    "DELETE /api/activities/{activityId}": Row(E, query="reason=Falscher%20Kunde"),
    "POST /api/customers/{customerId}/roi-scenarios": Row(E, ROI),
    "GET /api/customers/{customerId}/roi-scenarios": Row(),
    "GET /api/roi-scenarios/{scenarioId}": Row(),
    "GET /api/settings": Row(),
    "GET /api/settings/effective": Row(),
    "GET /api/settings/{key}": Row(),
    "PUT /api/settings/{key}": Row(body={"value": True}, roles=ADMINS),
    "DELETE /api/settings/{key}": Row(roles=ADMINS),
    "GET /api/settings/{key}/history": Row(roles=EXPLAINED),
    "GET /api/audit": Row(roles=LOOKING),
    "POST /api/leads": Row(body={"companyName": "Neu"}),
    "GET /api/leads": Row(),
    "GET /api/leads/{leadId}": Row(),
    "PATCH /api/leads/{leadId}": Row(W, {"industry": "Hotel"}),
    "GET /api/leads/{leadId}/evidence": Row(policy=LEAD_EVIDENCE),
    "GET /api/leads/{leadId}/score": Row(),
    "GET /api/leads/{leadId}/protection": Row(),
    "GET /api/leads/{leadId}/protection/why": Row(query="lang=de"),
    "GET /api/leads/{leadId}/access": Row(roles=EXPLAINED),
    "POST /api/leads/{leadId}/holds": Row(W, {"reason": "FFZ_SAMPLE_DELAY", "startAt": START}),
    "GET /api/leads/{leadId}/holds": Row(),
    "DELETE /api/leads/{leadId}/holds/{holdId}": Row(W),
    "POST /api/leads/{leadId}/holds/{holdId}/approve": Row(W, policy=LEAD_DECISIONS),
    "POST /api/leads/{leadId}/holds/{holdId}/reject": Row(W, policy=LEAD_DECISIONS),
    "POST /api/leads/{leadId}/extensions": Row(W, {"days": 3, "reason": REASON}, policy=LEAD_DECISIONS),
    "POST /api/leads/{leadId}/transfer": Row(W, {"userId": SOME, "reason": REASON}, policy=LEAD_DECISIONS),
    "POST /api/leads/{leadId}/registered-at": Row(
        W,
        {"startedAt": "2026-03-01T08:00:00Z", "reason": REASON, "evidenceId": SOME},
        roles=HEADS,
    ),
    "POST /api/leads/{leadId}/convert": Row(
        W,
        {"agreementDocumentId": SOME, "signedAt": START, "customer": NEW},
        policy=LEAD_KEEPING,
        creates=True,
    ),
    "GET /api/leads/{leadId}/collaborators": Row(),
    "POST /api/leads/{leadId}/collaborators": Row(W, {"userId": SOME, "role": "VIEW"}, policy=LEAD_KEEPING),
    "DELETE /api/leads/{leadId}/collaborators/{userId}": Row(W, policy=LEAD_KEEPING),
    "POST /api/leads/{leadId}/activities": Row(E, {"kind": "NOTE"}),
    "GET /api/leads/{leadId}/activities": Row(),
    "POST /api/leads/{leadId}/activities/{activityId}/confirm": Row(W, policy=LEAD_DECISIONS),
    "POST /api/lead-protection/evaluate": Row(),
    "POST /api/lead-protection/what-if": Row(),
    "POST /api/lead-protection/apply-rules": Row(body={"limit": 1}, roles=HEADS),
    "POST /api/cockpit/roi/calc": Row(),
    "GET /api/products": Row(),
    "GET /api/kits": Row(),
    "GET /api/samples": Row(),
    "POST /api/samples": Row(body={"customerId": ABSENT, "deliveryDate": "2026-03-09"}),
    "GET /api/samples/{sampleId}": Row(),
    "PATCH /api/samples/{sampleId}/status": Row(E, {"newStatus": "PACKED"}),
}
# A check is made by a tightening of its own; tests/http/test_field_definitions.py asks who may look at it.
ELSEWHERE = {
    "GET /api/field-definitions/{key}/checks/{checkId}",
    # A notice is its owner's: test_lead_access and test_lead_notices.
    "POST /api/leads/{leadId}/notices/{noticeId}/open",
    "POST /api/leads/{leadId}/notices/{noticeId}/bounce",
    # A reminder is told to one person or to a team: test_reminders.
    "POST /api/inbox/follow-ups/{reminderId}/open",
    # So is a message about leads: test_lead_messages.
    "POST /api/inbox/leads/{messageId}/open",
}


# Bodies that name a customer, and what one has to be allowed to do with it.
REFERENCES: Mapping[str, tuple[Operation, Callable[[str], Any]]] = {
    "POST /api/activities": (E, lambda customer: {"customerId": customer, "kind": "NOTE"}),
    "POST /api/samples": (E, lambda customer: {"customerId": customer, "deliveryDate": "2026-03-09"}),
}


def endpoints() -> Mapping[str, Endpoint]:
    """Every declared operation by its method and path."""
    declared = endpoints_of(
        settings_of(FOOD), fields_of(FOOD), hot_columns_of(FOOD), types=activity_types_of(FOOD)
    )
    return {f"{one.method} {one.path}": one for one in declared}


def people(stage: Stage) -> Iterator[tuple[str, Actor]]:
    chain = stage.families["root"].customer.id
    yield "rep", OWNER
    yield "rep of nothing", given.rep(9)
    yield "rep bound to AT", given.rep(1, territories=frozenset({"AT"}))
    yield "lead of Berlin", given.team_lead("BERLIN")
    yield "lead of nothing", given.team_lead(number=51)
    yield "chain manager", given.actor(Role.CHAIN_MANAGER, number=31, chains={chain})
    yield "manager", given.MANAGER
    yield "manager bound to DE", given.actor(Role.MANAGER, number=33, territories=frozenset({"DE"}))
    yield "manager bound to nowhere", given.actor(Role.MANAGER, number=34, territories=frozenset())
    yield "auditor", given.AUDITOR
    yield "admin", given.ADMIN
    yield "admin bound to partners", given.actor(Role.ADMIN, number=35, channels=frozenset({"PARTNER"}))
    yield "reading machine", service("customers:read")
    yield "machine without scope", service()
    yield "nobody", Actor(given.user(36), given.TENANT, frozenset(), given.CORRELATION)


_PLACES: Mapping[str, str] = {
    "{customerId}": "customer",
    "{contactId}": "contact",
    "{followUpId}": "follow-up",
    "{leadId}": "lead",
    "{viewId}": "view",
    "{sampleId}": "sample",
    "{scenarioId}": "scenario",
    "{activityId}": "activity",
}


def subject_of(route: str) -> str | None:
    """What a route is about; None for those that name no single thing of somebody."""
    return next((kind for place, kind in _PLACES.items() if place in route), None)


def permits(route: str, row: Row, family: Family, scope: Scope) -> tuple[bool, bool]:
    """Whether the policies let this person see the subject, and do to it what the route does."""
    subject = subject_of(route)
    asked = _asked(subject or "", family, row)
    return asked(R, scope), asked(row.asks, scope) and may_at_all(row, scope)


def may_at_all(row: Row, scope: Scope) -> bool:
    """What a route asks for, whatever it is about."""
    has_role = row.roles is None or scope.actor.holds(*row.roles)
    return has_role and (not row.creates or CUSTOMERS.permits(Operation.CREATE, scope, Prospect(scope.actor)))


@frozen
class Prospect:
    """The customer that `NEW` makes: a representative's own."""

    by: Actor
    region: str = "BERLIN"
    territory: str = "DE"
    channel: str = "DIRECT"
    chain_root_id: UUID | None = None
    parent_id: UUID | None = None

    @property
    def tenant_id(self) -> object:
        return self.by.tenant

    @property
    def owner_user_id(self) -> object:
        return self.by.user if self.by.holds(Role.SALES_REP) else None


def _asked(subject: str, family: Family, row: Row) -> Callable[[Operation, Scope], bool]:
    match subject:
        case "customer" | "contact" | "sample" | "scenario":
            return lambda operation, scope: CUSTOMERS.permits(operation, scope, family.customer)
        case "follow-up":
            return lambda operation, scope: may(
                operation, family.follow_up, scope=scope, customer=family.customer, lead=None
            )
        case "activity":
            return lambda operation, scope: (
                may_with(operation, scope=scope, customer=None, lead=family.lead)
                and (operation is R or _may_correct(family, scope))
            )
        case "view":
            return lambda operation, scope: VIEWS.permits(operation, scope, family.view)
        case _:
            return lambda operation, scope: (LEADS if operation is R else row.policy or LEADS).permits(
                operation, scope, family.lead
            )


def _may_correct(family: Family, scope: Scope) -> bool:
    """For a day its author, who owns the lead here, and always those who answer for others."""
    return scope.actor.user == family.lead.owner_user_id or scope.actor.holds(*CORRECTORS)
