"""A customer's timeline over HTTP."""

from collections.abc import Iterator

import pytest

from crm_core.domain.customers.timeline import CORE_KINDS
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import Site, serving


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as one:
        yield one


def test_it_tells_what_happened_and_goes_on(site: Site) -> None:
    customer = given.customer(site.world, owner=given.user(1))
    path = f"/api/customers/{customer.id}"
    site.clock.pass_by(minutes=1)
    assert site.ask("PATCH", path + "/fields", json={"kitchen_size": 80}).status_code == 200
    site.clock.pass_by(minutes=1)
    reassigned = {"ownerUserId": str(given.user(2)), "reason": "Gebietswechsel"}
    assert site.post(path + "/reassign", json=reassigned).status_code == 200
    first = site.get(path + "/timeline?limit=2")
    assert first.status_code == 200
    assert [item["kind"] for item in first.json()["items"]] == ["REASSIGNED", "FIELD_CHANGED"]
    told, changed = first.json()["items"]
    assert told["data"] == {
        "before": str(given.user(1)),
        "after": str(given.user(2)),
        "reason": "Gebietswechsel",
    }
    assert (changed["data"]["key"], changed["data"]["new"], changed["by"]) == (
        "kitchen_size", 80, str(given.MANAGER.user),
    )  # fmt: skip
    assert 'rel="next"' in first.headers["link"]
    rest = site.get(path + "/timeline", params={"limit": 2, "cursor": first.json()["nextCursor"]}).json()
    assert [item["kind"] for item in rest["items"]] == ["CREATED"]
    assert rest["nextCursor"] is None
    only = site.get(path + "/timeline?kinds=CREATED,REASSIGNED").json()["items"]
    assert [item["kind"] for item in only] == ["REASSIGNED", "CREATED"]


@pytest.mark.parametrize("query", ["kinds=NOISE", "kinds=", "kind=CREATED", "limit=0", "cursor=x"])
def test_what_is_not_declared_is_refused(site: Site, query: str) -> None:
    customer = given.customer(site.world)
    assert site.get(f"/api/customers/{customer.id}/timeline?{query}").status_code == 400


def test_the_reason_leaves_only_through_the_timeline(site: Site) -> None:
    customer = given.customer(site.world, owner=given.user(1))
    path = f"/api/customers/{customer.id}"
    site.post(path + "/reassign", json={"ownerUserId": None, "reason": "Streng vertraulich"})
    assert "Streng vertraulich" in site.get(path + "/timeline").text
    assert "Streng vertraulich" not in site.get("/api/audit", by=given.ADMIN).text
    assert "Streng vertraulich" not in f"{site.store.state.outbox}"


def test_every_kind_of_the_core_can_be_asked_for(site: Site) -> None:
    customer = given.customer(site.world)
    assert site.get(f"/api/customers/{customer.id}/timeline?kinds={','.join(CORE_KINDS)}").status_code == 200
