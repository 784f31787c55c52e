"""Who may ask: a bearer token or nobody; nothing else is ever looked at."""

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import Unavailable
from tests import given
from tests.http.site import Site, serving, token_of


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer "},
        {"authorization": "Basic YTpi"},
        {"authorization": "Bearer abc"},
        {"authorization": "Bearer a.b.c"},
        {"authorization": "Bearer é"},
        {"authorization": "Bearer " + "a" * 100_000},
        {"cookie": "session=" + token_of(given.MANAGER)},
        {"x-forwarded-user": str(given.MANAGER.user)},
        {"proxy-authorization": "Bearer " + token_of(given.MANAGER)},
    ],
)
def test_without_a_good_token_nothing_is_answered(site: Site, headers: dict[str, str]) -> None:
    answer = site.client.get("/api/customers", headers={k: v.encode("utf-8") for k, v in headers.items()})  # type: ignore[arg-type]  # httpx takes bytes as well
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="crm"')
    assert answer.json()["code"] == "unauthenticated"


def test_a_token_in_the_query_is_an_unknown_parameter_at_best(site: Site) -> None:
    token = token_of(given.MANAGER)
    assert site.get(f"/api/customers?access_token={token}", by=None).status_code == 401


def test_two_authorization_headers_are_none(site: Site) -> None:
    good = f"Bearer {token_of(given.MANAGER)}"
    answer = site.client.get("/api/customers", headers=[("authorization", good), ("authorization", good)])
    assert answer.status_code == 401


def test_the_scheme_is_read_in_any_case(site: Site) -> None:
    answer = site.get(
        "/api/customers", by=None, headers={"authorization": f"bearer {token_of(given.MANAGER)}"}
    )
    assert answer.status_code == 200


def test_an_expired_token_stops_counting_even_when_it_is_remembered(site: Site) -> None:
    assert site.get("/api/customers").status_code == 200
    site.clock.pass_by(hours=12, seconds=61)
    assert site.get("/api/customers").status_code == 401


def test_a_token_of_another_tenant_sees_another_tenant(site: Site) -> None:
    site.created()
    stranger = given.actor(tenant=given.OTHER_TENANT)
    assert site.get("/api/customers", by=stranger).json()["items"] == []


def test_who_holds_no_role_is_known_and_sees_nothing(site: Site) -> None:
    place = site.created().headers["location"]
    nobody = Actor(given.user(5), given.TENANT, frozenset(), given.CORRELATION)
    assert site.get("/api/customers", by=nobody).json()["items"] == []
    assert site.get(place, by=nobody).status_code == 404


def test_what_serves_people_and_operators_needs_no_token(site: Site) -> None:
    for path in ("/health/live", "/health/ready", "/metrics", "/api/openapi.json", "/api/docs", "/problems"):
        assert site.get(path, by=None).status_code == 200, path


class NoKeys:
    """An issuer that has never answered."""

    def recall(self, token: bytes) -> None:
        assert token

    def verify(self, token: bytes) -> None:
        assert token
        raise Unavailable


def test_when_nothing_can_be_verified_it_is_503_and_never_open() -> None:
    with serving(verifier=NoKeys()) as site:
        answer = site.get("/api/customers")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
