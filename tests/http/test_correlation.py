"""Every request has its identifiers: taken when well-formed, made otherwise, echoed and carried on."""

import re
from uuid import UUID

import pytest

from adapters.http.circumstances import circumstances_from
from adapters.system.ids import SystemIds
from tests import given
from tests.http.site import Site

ASKED = "11111111-2222-4333-8444-555555555555"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


def test_a_callers_identifier_is_echoed_and_reaches_problems(site: Site) -> None:
    answer = site.get("/api/nowhere", headers={"x-correlation-id": ASKED.upper()})
    assert answer.headers["x-correlation-id"] == ASKED
    assert answer.json()["correlationId"] == ASKED


@pytest.mark.parametrize(
    "wrong", ["", "abc", ASKED + "0", "{" + ASKED + "}", ASKED.replace("-", ""), "a" * 5000]
)
def test_another_one_is_made_for_what_is_no_uuid(site: Site, wrong: str) -> None:
    answer = site.get("/health/live", headers={"x-correlation-id": wrong})
    assert UUID(answer.headers["x-correlation-id"]).version == 7
    assert answer.headers["x-correlation-id"] != wrong


def test_a_trace_goes_on_with_a_span_of_ours(site: Site) -> None:
    answer = site.get("/health/live", headers={"traceparent": PARENT})
    version, trace, span, flags = answer.headers["traceparent"].split("-")
    assert (version, trace, flags) == ("00", TRACE, "01")
    assert span != "00f067aa0ba902b7"
    assert UUID(answer.headers["x-correlation-id"]).hex == TRACE


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "00",
        f"ff-{TRACE}-00f067aa0ba902b7-01",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-{TRACE}-{'0' * 16}-01",
        PARENT.upper(),
        PARENT + "\x01",
        f"00-{TRACE[:-1]}-00f067aa0ba902b7-01",
    ],
)
def test_a_broken_trace_is_begun_anew(site: Site, wrong: str) -> None:
    made = site.get("/health/live", headers={"traceparent": wrong}).headers["traceparent"]
    assert re.fullmatch(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00", made)
    assert TRACE not in made


def test_no_two_requests_share_what_was_made(site: Site) -> None:
    made = {site.get("/health/live").headers["x-correlation-id"] for _ in range(20)}
    assert len(made) == 20


@pytest.mark.parametrize(
    "headers", [[], [(b"traceparent", PARENT.encode())], [(b"x-correlation-id", ASKED.encode())]]
)
def test_no_two_requests_share_a_span(headers: list[tuple[bytes, bytes]]) -> None:
    ids = SystemIds()
    spans = {circumstances_from(headers, ids).traceparent.split("-")[2] for _ in range(20)}
    assert len(spans) == 20


def test_the_identifier_reaches_events_and_audit(site: Site) -> None:
    site.post(
        "/api/customers",
        json={"name": "x", "type": "HOTEL", "territory": "DE"},
        headers={"x-correlation-id": ASKED},
    )
    assert [str(event.correlation_id) for event in site.store.state.outbox] == [ASKED]
    assert [str(entry.correlation_id) for entry in site.store.state.audit] == [ASKED]
    assert site.store.state.outbox[0].actor_id == given.MANAGER.user
