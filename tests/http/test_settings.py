"""Settings over HTTP: what applies, what is set where, and setting it on top of what one has seen."""

import pytest

from crm_core.domain.access.role import Role
from tests import given
from tests.http.site import Site

PATH = "/api/settings/http.requireIfMatch"


def test_what_applies_is_told_with_its_source(site: Site) -> None:
    everything = site.get("/api/settings/effective").json()["items"]
    assert {"key": "http.requireIfMatch", "value": False, "source": None} in everything
    some = site.get("/api/settings/effective?keys=http.rateLimit.writes,http.requireIfMatch").json()["items"]
    assert [one["key"] for one in some] == ["http.rateLimit.writes", "http.requireIfMatch"]


@pytest.mark.parametrize("keys", ["http.requireIfmatch", "", "http.requireIfMatch,", ",".join(["x"] * 101)])
def test_an_unknown_key_is_named(site: Site, keys: str) -> None:
    answer = site.get("/api/settings/effective", params={"keys": keys})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "keys"


def test_an_admin_sets_for_the_tenant(site: Site) -> None:
    path = f"{PATH}?scope=tenant"
    tag = site.get(path, by=given.ADMIN).headers["etag"]
    assert tag.startswith('"0.')
    answer = site.ask("PUT", path, json={"value": True}, headers={"if-match": tag}, by=given.ADMIN)
    assert (answer.status_code, answer.json()["value"], answer.json()["version"]) == (200, True, 1)
    assert site.get(path, by=given.ADMIN).headers["etag"] == answer.headers["etag"]
    (found,) = site.get("/api/settings/effective?keys=http.requireIfMatch").json()["items"]
    assert (found["value"], found["source"]) == (True, "tenant")


def test_no_tenants_admin_sets_what_holds_for_all_tenants(site: Site) -> None:
    path = f"{PATH}?scope=global"
    answer = site.ask("PUT", path, json={"value": True}, headers={"if-match": "*"}, by=given.ADMIN)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_if_match_is_required_and_honoured(site: Site) -> None:
    assert site.ask("PUT", PATH, json={"value": True}, by=given.ADMIN).status_code == 428
    tag = site.get(PATH, by=given.ADMIN).headers["etag"]
    first = site.ask("PUT", PATH, json={"value": True}, headers={"if-match": tag}, by=given.ADMIN)
    second = site.ask("PUT", PATH, json={"value": False}, headers={"if-match": tag}, by=given.ADMIN)
    assert (first.status_code, second.status_code) == (200, 412)
    anyway = site.ask("PUT", PATH, json={"value": False}, headers={"if-match": "*"}, by=given.ADMIN)
    assert anyway.json()["version"] == 2


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMIN, Role.SYSTEM}])
def test_only_an_admin_sets(site: Site, role: Role) -> None:
    answer = site.ask(
        "PUT", PATH, json={"value": True}, headers={"if-match": "*"}, by=given.actor(role, number=60)
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"value": "yes"}, "/value"), ({}, "/value"), ({"value": True, "scope": "tenant"}, "/scope"), ([], "")],
)
def test_a_value_is_of_the_declared_kind(site: Site, body: object, pointer: str) -> None:
    answer = site.ask("PUT", PATH, json=body, headers={"if-match": "*"}, by=given.ADMIN)
    assert answer.status_code == 400
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_an_undeclared_key_does_not_exist(site: Site) -> None:
    for method in ("GET", "PUT"):
        answer = site.ask(
            method,
            "/api/settings/no.such.key",
            json={"value": 1} if method == "PUT" else None,
            headers={"if-match": "*"},
            by=given.ADMIN,
        )
        assert answer.status_code == 404


def test_one_tenants_value_is_not_anothers(site: Site) -> None:
    site.ask("PUT", PATH, json={"value": True}, headers={"if-match": "*"}, by=given.ADMIN)
    other = given.actor(tenant=given.OTHER_TENANT)
    assert site.get(PATH, by=other).json()["value"] is None
