"""What there is for callers to reach for: families of customers, leads and all that hangs on them."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from adapters.memory.customers import own_chains, shared_chains
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import CoveragePolicy, Customer
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.leads.lead import Lead
from crm_core.domain.party import LeadId
from crm_core.domain.views.view import SavedView
from tests import due, given
from tests.http.lead_site import OWNER, registered, step
from tests.http.site import Site

START = "2026-03-02T08:00:00Z"
MONEY = ("laborMinutesSavedPerMeal", "laborCostPerHour", "foodCostPerMeal", "wasteReductionPct")


@frozen
class Family:
    """What hangs on one customer, or on one lead: the values of a path's variable parts."""

    customer: Customer
    lead: Lead
    contact: UUID
    follow_up: FollowUp
    view: SavedView
    hold: str
    activity: str
    sample: str
    scenario: str

    def places(self) -> dict[str, str]:
        return {
            "customerId": str(self.customer.id),
            "contactId": str(self.contact),
            "followUpId": str(self.follow_up.id),
            "leadId": str(self.lead.id),
            "viewId": str(self.view.id),
            "holdId": self.hold,
            "activityId": self.activity,
            "sampleId": self.sample,
            "scenarioId": self.scenario,
        }


@frozen
class Stage:
    """Families of one's own, of a chain with shared coverage, elsewhere, and of another tenant."""

    site: Site
    families: Mapping[str, Family]

    def scope(self, actor: Actor) -> Scope:
        own = own_chains(self.site.store.state, actor.tenant, actor.user)
        return Scope(actor, own, shared_chains(self.site.store.state, own))


def staged(site: Site) -> Stage:
    world = site.world
    root = given.chain(world, territory="DE", region="KIEL")
    shared = given.chain(world, "Ostsee Hotels", coverage_policy=CoveragePolicy.CHAIN_SHARED, region="KIEL")
    given.location(world, shared, "Ostsee Kiel", owner=OWNER.user, region="KIEL")
    customers = {
        "own": given.location(world, root, owner=OWNER.user),
        "sibling": given.location(world, root, owner=given.user(2), region="KIEL"),
        "sibling of a shared chain": given.location(world, shared, owner=given.user(2), region="KIEL"),
        "root": root,
        "foreign": given.customer(world, "Fern", owner=given.user(3), region="WIEN", territory="AT"),
        "of another tenant": given.customer(
            world, "Fremd", by=given.actor(Role.SALES_REP, tenant=given.OTHER_TENANT), owner=given.user(1)
        ),
    }
    return Stage(site, {name: family(site, one, name) for name, one in customers.items()})


def family(site: Site, customer: Customer, name: str) -> Family:
    """Everything there can be about a customer, made by a manager, owned by whom the customer belongs to."""
    owner = given.user(8) if customer.owner_user_id is None else customer.owner_user_id
    seller = given.actor(Role.SALES_REP, number=owner.int - given.user(0).int, tenant=customer.tenant_id)
    manager = given.actor(Role.MANAGER, number=90, tenant=customer.tenant_id)
    details = customer.details
    place = {"region": details.region, "territory": details.territory, "companyName": f"Haus {name}"}
    lead = registered(site, by=seller, **place, contact={"lastName": f"Koch {name}"})
    with site.world.unit_of_work(given.actor(Role.ADMIN, tenant=customer.tenant_id)) as uow:
        kept = uow.leads.find(LeadId(UUID(lead["id"])))
    assert kept is not None
    contact = site.post(
        f"/api/customers/{customer.id}/contacts", by=manager, json={"name": f"Kim {name}"}
    ).json()["id"]
    draft = due.drafted(site.world, customer.id, owner=owner, tenant=customer.tenant_id)
    follow_up = due.kept(site.world, draft, by=manager)
    sample = site.post(
        "/api/samples", by=manager, json={"customerId": str(customer.id), "deliveryDate": "2026-03-09"}
    )
    saved = {**dict.fromkeys(MONEY, 1), "mealsPerDay": 100, "daysPerMonth": 20}
    scenario = site.post(f"/api/customers/{customer.id}/roi-scenarios", by=manager, json=saved)
    view = site.post("/api/views", by=seller, json={"name": f"Sicht {name}", "filter": {"type": "HOTEL"}})
    kept_view = site.world.view_readings.one(seller, UUID(view.json()["id"]))
    assert kept_view is not None
    return Family(
        customer=customer,
        lead=kept,
        contact=UUID(contact),
        follow_up=follow_up,
        view=kept_view,
        hold=step(site, lead, "holds", by=seller, reason="OTHER", startAt=START).json()["id"],
        sample=sample.json()["id"],
        scenario=scenario.json()["id"],
        activity=step(site, lead, "activities", by=seller, kind="NOTE").json()["id"],
    )
