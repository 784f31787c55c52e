"""Saved views over HTTP: kept once, changed on top of what was seen, judged like the list they are of."""

from typing import Any

import pytest
from attrs import evolve

from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import Site, serving, uuid

BERLINER = evolve(given.rep(1), regions=frozenset({"BERLIN"}))
COLLEAGUE = evolve(given.rep(2), regions=frozenset({"BERLIN"}))
NEW = {"name": "Hotels", "filter": {"type": "HOTEL", "owner": "me"}, "columns": ["name", "city"]}


def kept(site: Site, **more: Any) -> Any:
    answer = site.post("/api/views", json={**NEW, **more}, by=BERLINER)
    assert answer.status_code == 201, answer.text
    return answer


def test_a_view_is_made_read_and_listed(site: Site) -> None:
    made = kept(site, region="BERLIN")
    again = site.get(made.headers["location"], by=COLLEAGUE)
    assert again.json() == made.json()
    assert again.headers["etag"] == made.headers["etag"]
    assert made.json() == {
        "id": made.json()["id"], "version": 1, "name": "Hotels", "sort": "name", "region": "BERLIN",
        "filter": {"type": "HOTEL", "owner": "me"}, "columns": ["name", "city"],
        "ownerUserId": str(given.user(1)),
        "createdAt": "2026-03-02T08:00:00Z", "updatedAt": "2026-03-02T08:00:00Z",
    }  # fmt: skip
    assert site.get("/api/views", by=COLLEAGUE).json() == {"items": [made.json()], "nextCursor": None}
    assert site.get("/api/views?owner=me", by=COLLEAGUE).json()["items"] == []
    known = site.get(made.headers["location"], by=BERLINER, headers={"if-none-match": made.headers["etag"]})
    assert known.status_code == 304


def test_a_view_is_kept_once_under_one_key(site: Site) -> None:
    headers = {"idempotency-key": "k1"}
    first = site.post("/api/views", json=NEW, by=BERLINER, headers=headers)
    again = site.post("/api/views", json=NEW, by=BERLINER, headers=headers)
    assert (again.content, again.headers["idempotent-replay"]) == (first.content, "true")
    assert len(site.get("/api/views", by=BERLINER).json()["items"]) == 1


def test_a_patch_builds_on_what_was_seen(site: Site) -> None:
    made = kept(site)
    place, seen = made.headers["location"], {"if-match": made.headers["etag"]}
    patch = {"filter": {"type": None}, "sort": "-created_at"}
    changed = site.ask("PATCH", place, json=patch, by=BERLINER, headers=seen)
    assert (changed.status_code, changed.json()["filter"]) == (200, {"owner": "me"})
    assert changed.json()["version"] == 2
    assert site.ask("PATCH", place, json=patch, by=BERLINER, headers=seen).status_code == 412
    unchanged = site.ask("PATCH", place, json=patch, by=BERLINER)
    assert unchanged.headers["etag"] == changed.headers["etag"]
    assert site.ask("DELETE", place, by=BERLINER, headers=seen).status_code == 412
    assert site.ask("DELETE", place, by=BERLINER).status_code == 204
    assert site.get(place, by=BERLINER).status_code == 404


@pytest.mark.parametrize(
    ("more", "pointer", "code"),
    [
        ({"name": ""}, "/name", "too-short"),
        ({"filter": {"typ": "HOTEL"}}, "/filter/typ", "unknown-field"),
        ({"filter": {"type": "PUB"}}, "/filter/type", "not-a-choice"),
        ({"filter": {"exclusivity": "true"}}, "/filter/exclusivity", "wrong-type"),
        ({"filter": {"renewal_before": "soon"}}, "/filter/renewal_before", "not-a-date"),
        ({"sort": "roi_value"}, "/sort", "not-a-choice"),
        ({"columns": ["nmae"]}, "/columns/0", "not-a-choice"),
        ({"region": "KIEL"}, "/region", "not-your-team"),
        ({"shared": True}, "/shared", "unknown-field"),
    ],
)
def test_a_bad_view_is_named(more: dict[str, Any], pointer: str, code: str) -> None:
    with serving(packs=(FOOD,)) as site:
        refused = site.post("/api/views", json={**NEW, **more}, by=BERLINER)
        assert refused.status_code == 400
        assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [(pointer, code)]
        made = kept(site)
        patched = site.ask("PATCH", made.headers["location"], json=more, by=BERLINER)
        assert patched.status_code == 400
        assert site.get(made.headers["location"], by=BERLINER).json() == made.json()


def test_a_view_of_hot_columns_asks_the_list() -> None:
    with serving(packs=(FOOD,)) as site:
        hot = {"sample_status": "DELIVERED", "decision_maker_count_min": 2, "exclusivity": False}
        view = kept(site, filter=hot, sort="-roi_value", columns=["name", "roiValue", "sampleStatus"]).json()
        asked = "&".join(f"{name}={str(value).replace('False', 'false')}" for name, value in hot.items())
        assert view["filter"] == hot
        assert site.get(f"/api/customers?{asked}&sort={view['sort']}").status_code == 200


def test_whose_it_is_not_may_see_or_not_but_never_change(site: Site) -> None:
    shared = kept(site, region="BERLIN").headers["location"]
    private = kept(site).headers["location"]
    for method in ("PATCH", "DELETE"):
        body = {"json": {"name": "Meins"}} if method == "PATCH" else {}
        assert site.ask(method, shared, by=COLLEAGUE, **body).status_code == 403
        assert site.ask(method, private, by=COLLEAGUE, **body).status_code == 404
        assert site.ask(method, f"/api/views/{uuid(9)}", by=COLLEAGUE, **body).status_code == 404
    assert site.get(private, by=COLLEAGUE).status_code == 404
    assert site.post("/api/views", json=NEW, by=given.AUDITOR).status_code == 403
