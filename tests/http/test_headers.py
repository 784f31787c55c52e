"""What every answer carries: care for browsers, no name of the server, CORS only where it was configured."""

import pytest
from litestar import get
from litestar.response import Response

from tests import given
from tests.http.site import Site, serving

EVERYWHERE = [
    "/api/customers",
    "/api/nowhere",
    "/nowhere",
    "/health/live",
    "/metrics",
    "/api/docs",
    "/problems",
]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_careful(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "strict-transport-security" not in headers
    assert "access-control-allow-origin" not in headers


def test_behind_tls_browsers_are_told_to_stay_there(site: Site) -> None:
    answer = site.get("https://testserver.local/health/live")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize("path", ["/api/customers", "/health/live", "/health/ready", "/metrics", "/api/docs"])
def test_head_is_get_without_the_body(site: Site, path: str) -> None:
    full, head = site.get(path), site.ask("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == full.headers["content-type"]
    if path != "/metrics":
        assert head.headers["content-length"] == full.headers["content-length"]


def test_head_of_a_customer_carries_its_etag(site: Site) -> None:
    first = site.created()
    assert site.ask("HEAD", first.headers["location"]).headers["etag"] == first.headers["etag"]
    absent = site.ask("HEAD", f"/api/customers/{given.nobody_knows()}")
    assert (absent.status_code, absent.content) == (404, b"")


def test_a_page_may_say_more_about_itself() -> None:
    @get("/mine", sync_to_thread=False)
    def mine() -> Response[str]:
        headers = {"cache-control": "public, max-age=5", "content-security-policy": "default-src 'self'"}
        return Response("<p>x</p>", media_type="text/html", headers=headers)

    with serving(pages=[mine]) as site:
        headers = site.get("/mine").headers
    assert headers["cache-control"] == "public, max-age=5"
    assert headers["content-security-policy"] == "default-src 'self'"


def test_cors_is_for_configured_origins_only() -> None:
    ours, other = "https://app.example", "https://evil.example"
    asking = {
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization,if-match",
    }
    with serving(allowed_origins=[ours]) as site:
        preflight = site.ask("OPTIONS", "/api/customers", by=None, headers={"origin": ours, **asking})
        assert preflight.headers["access-control-allow-origin"] == ours
        assert "access-control-allow-credentials" not in preflight.headers
        assert (
            site.get("/api/customers", headers={"origin": ours}).headers["access-control-allow-origin"]
            == ours
        )
        refused = site.ask("OPTIONS", "/api/customers", by=None, headers={"origin": other, **asking})
        assert "access-control-allow-origin" not in refused.headers
        assert (
            "access-control-allow-origin" not in site.get("/api/customers", headers={"origin": other}).headers
        )
