"""Leads as callers of the interface register them and work on them."""

from datetime import timedelta
from typing import Any

import httpx

from crm_core.domain.access.actor import Actor
from tests import given
from tests.http.site import Site

OWNER = given.rep(1)
SOMEBODY = given.rep(2)
LEADER = given.team_lead("BERLIN")
REASON = "Die Verkostung ist für den 12. vereinbart."
ROSE: dict[str, Any] = {
    "companyName": "Gasthaus Rose GmbH",
    "city": "Berlin",
    "postalCode": "10115",
    "region": "BERLIN",
    "territory": "DE",
    "contact": {"lastName": "Koch", "email": "koch@example.com"},
}


def rose(**more: Any) -> dict[str, Any]:
    """The rose with other petals; None takes one away."""
    return {key: value for key, value in {**ROSE, **more}.items() if value is not None}


def registered(site: Site, *, by: Actor = OWNER, **more: Any) -> dict[str, Any]:
    answer = site.post("/api/leads", by=by, json=rose(**more))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def step(site: Site, lead: dict[str, Any], tail: str, *, by: Actor = OWNER, **body: Any) -> httpx.Response:
    return site.post(f"/api/leads/{lead['id']}/{tail}", by=by, json=body)


def told(site: Site, lead: dict[str, Any], tail: str = "", *, by: Actor = OWNER) -> Any:
    answer = site.get(f"/api/leads/{lead['id']}{tail}", by=by)
    assert answer.status_code == 200, answer.text
    return answer.json()


def zulu(site: Site, **off: float) -> str:
    return (site.clock.at + timedelta(**off)).isoformat().replace("+00:00", "Z")


def pass_by(site: Site, **time: float) -> None:
    """Time passes, and everybody signs in again."""
    site.clock.pass_by(**time)
    site.tokens.clear()
