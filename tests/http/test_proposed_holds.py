"""What a late sample proposes, over HTTP: seen with its origin, accepted or dismissed by the lead's owner."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from crm_core.domain.access.actor import Actor
from crm_food_pack.pack import FOOD
from crm_food_pack.use_cases.late_samples import LateSamples
from tests import given
from tests.http.lead_site import OWNER, SOMEBODY, pass_by, registered, told
from tests.http.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as one:
        yield one


@pytest.fixture
def lead(site: Site) -> dict[str, Any]:
    """With a sample that was late by the evening of 3 March."""
    made = registered(site)
    wish = {"leadId": made["id"], "deliveryDate": "2026-03-01"}
    assert site.post("/api/samples", by=OWNER, json=wish).status_code == 201
    pass_by(site, days=2)
    assert LateSamples(site.world).run(given.SYSTEM) == 1
    return made


def test_its_owner_sees_which_sample_proposed_it_and_accepts(site: Site, lead: dict[str, Any]) -> None:
    [sample] = told_samples(site, lead)
    [hold] = told(site, lead, "/holds")["items"]
    assert (hold["status"], hold["reason"]) == ("PENDING", "FFZ_SAMPLE_DELAY")
    assert hold["origin"] == f"sample:{sample}"
    assert told(site, lead, "/protection")["clockPaused"] is False

    accepted = decided(site, lead, hold, "approve")
    assert (accepted.status_code, accepted.json()["status"]) == (200, "EFFECTIVE")
    assert told(site, lead, "/protection")["clockPaused"] is True


def test_its_owner_dismisses_it(site: Site, lead: dict[str, Any]) -> None:
    [hold] = told(site, lead, "/holds")["items"]
    assert decided(site, lead, hold, "reject").json()["status"] == "REJECTED"
    assert decided(site, lead, hold, "approve").json()["code"] == "hold-decided"


def test_for_a_stranger_it_does_not_exist(site: Site, lead: dict[str, Any]) -> None:
    [hold] = told(site, lead, "/holds")["items"]
    assert decided(site, lead, hold, "approve", by=SOMEBODY).status_code == 404


def told_samples(site: Site, lead: dict[str, Any]) -> list[str]:
    return [one["id"] for one in site.get(f"/api/samples?leadId={lead['id']}", by=OWNER).json()["items"]]


def decided(
    site: Site, lead: dict[str, Any], hold: dict[str, Any], how: str, *, by: Actor = OWNER
) -> httpx.Response:
    return site.post(f"/api/leads/{lead['id']}/holds/{hold['id']}/{how}", by=by)
