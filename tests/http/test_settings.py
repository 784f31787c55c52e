"""Settings over HTTP: what applies, what is set where, and setting it on top of what one has seen."""

from collections.abc import Iterator
from typing import Any

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from tests import given
from tests.http.site import Site, serving
from tests.second_pack import STAGES

PATH = "/api/settings/http.requireIfMatch"


def test_what_applies_is_told_with_its_source(site: Site) -> None:
    everything = site.get("/api/settings/effective").json()["items"]
    plain: dict[str, object] = {
        "value": False,
        "source": None,
        "provenance": [],
        "members": {},
        "limited": False,
    }
    assert {"key": "http.requireIfMatch", **plain} in everything
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


LIMIT, OFFICE = "/api/settings/stages.hiresADay", "/api/settings/stages.office"
LEAD, REP = given.team_lead("BERLIN"), given.rep(1, regions={"BERLIN"})
ANY = {"if-match": "*"}


@pytest.fixture
def stages() -> Iterator[Site]:
    with serving(packs=(STAGES,)) as site:
        yield site


def put(site: Site, path: str, value: object, by: Actor) -> Any:
    answer = site.ask("PUT", path, json={"value": value}, headers=ANY, by=by)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_scope_is_set_and_told_with_what_was_heard(stages: Site) -> None:
    put(stages, f"{LIMIT}?scope=tenant", 30, given.ADMIN)
    put(stages, f"{LIMIT}?scope=org&region=BERLIN", 20, given.ADMIN)
    put(stages, f"{LIMIT}?scope=org", 19, LEAD)
    own = put(stages, f"{LIMIT}?scope=user", 10, REP)
    assert (own["whose"], own["maySet"], own["version"]) == (str(REP.user), True, 1)
    assert own["effective"]["provenance"] == [
        {"scope": "tenant", "value": 30, "version": 1},
        {"scope": "org", "value": 19, "version": 2},
        {"scope": "user", "value": 10, "version": 1},
    ]
    (there,) = stages.get("/api/settings/effective?keys=stages.hiresADay&region=BERLIN").json()["items"]
    assert (there["value"], there["source"]) == (19, "org")


def test_a_limit_is_not_raised_and_says_how_far_one_may_go(stages: Site) -> None:
    put(stages, f"{LIMIT}?scope=tenant", 30, given.ADMIN)
    answer = stages.ask("PUT", f"{LIMIT}?scope=user", json={"value": 31}, headers=ANY, by=REP)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("value", "too-large")
    assert "30" in error["message"]


def test_a_value_is_taken_back_and_never_mistaken_for_an_earlier_one(stages: Site) -> None:
    path = f"{LIMIT}?scope=user"
    put(stages, path, 10, REP)
    first = stages.get(path, by=REP).headers["etag"]
    assert stages.ask("DELETE", path, by=REP).status_code == 428
    gone = stages.ask("DELETE", path, headers={"if-match": first}, by=REP)
    assert (gone.status_code, gone.json()["value"], gone.json()["version"]) == (200, None, 2)
    again = put(stages, path, 11, REP)
    assert again["version"] == 3
    stale = stages.ask("PUT", path, json={"value": 12}, headers={"if-match": first}, by=REP)
    assert stale.status_code == 412


def test_taking_back_what_is_not_set_changes_nothing(stages: Site) -> None:
    path = f"{LIMIT}?scope=user"
    tag = stages.get(path, by=REP).headers["etag"]
    answer = stages.ask("DELETE", path, headers={"if-match": tag}, by=REP)
    assert (answer.status_code, answer.json()["version"], answer.headers["etag"]) == (200, 0, tag)


def test_a_part_of_an_object_is_set_and_each_member_says_where_it_is_from(stages: Site) -> None:
    put(stages, f"{OFFICE}?scope=tenant", {"opens": "07:00"}, given.ADMIN)
    own = put(stages, f"{OFFICE}?scope=user", {"closes": "15:00"}, REP)
    assert own["value"] == {"closes": "15:00"}
    assert own["effective"]["value"] == {"opens": "07:00", "closes": "15:00"}
    assert own["effective"]["members"] == {"/opens": "tenant", "/closes": "user"}


def test_a_list_is_united(stages: Site) -> None:
    put(stages, "/api/settings/stages.told?scope=tenant", ["POLICE"], given.ADMIN)
    own = put(stages, "/api/settings/stages.told?scope=user", ["CREW", "OWNER"], REP)
    assert own["effective"]["value"] == ["OWNER", "POLICE", "CREW"]
    assert own["effective"]["members"] == {"/0": None, "/1": "tenant", "/2": "user"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_whoever_has_several_regions_says_in_which(stages: Site, method: str) -> None:
    by = given.team_lead("BERLIN", "KIEL")
    body = {"json": {"value": 5}} if method == "PUT" else {}
    answer = stages.ask(method, f"{LIMIT}?scope=org", headers=ANY, by=by, **body)
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (400, ["region"])
    assert stages.ask(method, f"{LIMIT}?scope=org&region=KIEL", headers=ANY, by=by, **body).status_code == 200


def test_another_region_is_not_theirs_to_set(stages: Site) -> None:
    path = f"{LIMIT}?scope=org&region=KIEL"
    for by in (LEAD, REP, given.MANAGER, given.AUDITOR):
        answer = stages.ask("PUT", path, json={"value": 5}, headers=ANY, by=by)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_a_scope_that_may_not_decide_is_absent(stages: Site) -> None:
    assert stages.get("/api/settings/stages.roof?scope=tenant", by=given.ADMIN).status_code == 404


def test_the_list_describes_everything(stages: Site) -> None:
    items = {one["key"]: one for one in stages.get("/api/settings", by=REP).json()["items"]}
    assert set(items) == set(stages.world.settings.declared)
    found = items["stages.hiresADay"]
    assert (found["merge"], found["limit"], found["default"]) == ("replace", "upper", 50)
    assert found["schema"] == {"type": "integer", "minimum": 1, "maximum": 500}
    assert (found["scopes"], found["maySet"]) == (["global", "tenant", "org", "user"], ["user"])
    assert found["labelDe"] == "Vermietungen am Tag"


def test_the_history_goes_on_behind_its_cursor(stages: Site) -> None:
    for value in (10, 11, 12):
        put(stages, f"{LIMIT}?scope=org", value, LEAD)
    path = f"{LIMIT}/history?scope=org&region=BERLIN&limit=2"
    first = stages.get(path, by=given.AUDITOR)
    assert [(one["before"], one["after"]) for one in first.json()["items"]] == [(11, 12), (10, 11)]
    assert first.json()["items"][0]["userId"] == str(LEAD.user)
    link = first.headers["link"]
    rest = stages.get(link[1 : link.index(">")], by=given.AUDITOR).json()
    assert ([one["before"] for one in rest["items"]], rest["nextCursor"]) == ([None], None)
    assert stages.get(path, by=REP).status_code == 403
    assert stages.get(f"{path}&cursor=x", by=given.AUDITOR).status_code == 400
