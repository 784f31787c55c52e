"""Requests written from the interface's text alone, in that order, with dates of last year and no headers:
a sample with kit and items, its list, its delivery, feedback, a consultation, and what all of it did."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar.testing import TestClient

from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import application
from tests.http.test_over_postgres import Caller
from tests.server import Pools
from tests.worlds import in_memory, on_postgres

CLOCK = datetime(2026, 3, 2, 8, tzinfo=UTC)
SCENARIO = "b3b0c2d4-0000-4000-8000-000000000001"


@pytest.fixture(params=["memory", "postgres"])
def ask(request: pytest.FixtureRequest) -> Iterator[Caller]:
    world = in_memory(FOOD) if request.param == "memory" else _stored(request.getfixturevalue("pools"))
    app = application(world, given.StandingClock(CLOCK))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Caller(client)


def _stored(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def test_in_that_order(ask: Caller) -> None:
    house = {"name": "Gasthaus Linde", "type": "RESTAURANT", "territory": "DE", "region": "BERLIN"}
    customer = done(ask("POST", "/api/customers", json=house), 201)["id"]
    wish = {
        "customerId": customer,
        "kitId": "CF-BASIS-5",
        "items": [{"sku": "CF-101", "quantity": 2}, {"sku": "CF-205", "quantity": 1}],
        "deliveryDate": "2025-09-25",
        "deliveryAddress": "Kastanienallee 7, 10435 Berlin",
        "contactEmail": "kueche@linde.example",
        "notes": "Bitte vor 10 Uhr",
    }
    sample = done(ask("POST", "/api/samples", json=wish), 201)
    assert (sample["status"], len(sample["items"])) == ("REQUESTED", 2)
    listed = done(ask("GET", f"/api/samples?customerId={customer}&limit=50"))
    assert [one["id"] for one in listed["items"]] == [sample["id"]]

    moved = {"newStatus": "DELIVERED", "eventAt": "2025-09-25T09:15:00+02:00"}
    delivered = done(ask("PATCH", f"/api/samples/{sample['id']}/status", json=moved))
    assert (delivered["status"], delivered["statusEventAt"]) == ("DELIVERED", "2025-09-25T07:15:00Z")

    feedback = {
        "customerId": customer,
        "kind": "PRODUCTTEST_FEEDBACK",
        "occurredAt": "2025-09-29T12:00:00Z",
        "sampleId": sample["id"],
        "rating": 5,
        "outcome": "SUCCESS",
        "sensoricNotes": "Rotkohl sehr gut",
        "nextStep": "ROI rechnen",
    }
    judged = done(ask("POST", "/api/activities", json=feedback), 201)
    assert [(one["rule"], one["state"]) for one in judged["followUps"]] == [("sample-feedback", "DONE")]
    assert done(ask("GET", f"/api/samples/{sample['id']}"))["status"] == "FEEDBACK_SUCCESS"

    consultation = {
        "customerId": customer,
        "kind": "ROI_CONSULTATION",
        "occurredAt": "2025-10-02T10:00:00Z",
        "roiScenarioId": SCENARIO,
        "commitmentLevel": "HIGH",
        "savingsPerMonth": 1800,
        "assumptionsVersion": "2025-1",
    }
    done(ask("POST", "/api/activities", json=consultation), 201)
    query = "kind=ROI_CONSULTATION&from=2025-10-01T00:00:00Z&to=2025-11-01T00:00:00Z"
    found = done(ask("GET", f"/api/customers/{customer}/activities?{query}"))
    assert [(one["commitmentLevel"], one["savingsPerMonth"]) for one in found["items"]] == [("HIGH", 1800.0)]
    every = done(ask("GET", f"/api/customers/{customer}/activities"))
    assert [one["kind"] for one in every["items"]] == ["ROI_CONSULTATION", "PRODUCTTEST_FEEDBACK"]

    fields = {
        "roi_potential": {"bucket": "HIGH", "value": 1800},
        "sample_status": "DELIVERED",
        "current_supplier_contracts": {"renewal_date": "2026-03-01", "exclusivity": True},
    }
    done(ask("PATCH", f"/api/customers/{customer}/fields", json=fields))
    query = "sample_status=FEEDBACK_SUCCESS&roi_bucket=HIGH&renewal_before=2026-04-01&exclusivity=true"
    (hot,) = done(ask("GET", f"/api/customers?{query}"))["items"]
    assert (hot["id"], hot["hot"]["sampleStatus"]) == (customer, "FEEDBACK_SUCCESS")
