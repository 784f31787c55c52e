"""Requests written by hand from the text of the interface alone, to the real service over a real database,
with dates of last year, and without `If-Match` or `Idempotency-Key`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from attrs import frozen
from psycopg.conninfo import conninfo_to_dict

from adapters.oidc.local import LocalClaims, local_token
from adapters.postgres.roles import SERVICE
from adapters.system.clock import SystemClock
from adapters.system.keys import load_keys
from crm_core.domain.access.role import Role
from tests import given
from tests.http.test_server import ROOT, free_port
from tests.server import Pools

YEAR = datetime.now(UTC).year - 1
PATIENCE = 40.0  # seconds until the service is given up


@frozen
class Caller:
    """A representative with a token, and nothing else in the headers."""

    client: httpx.Client

    def __call__(self, method: str, path: str, status: int = 200, body: Any = None) -> Any:
        answer = self.client.request(method, path, json=body)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()


@pytest.fixture
def ask(pools: Pools, tmp_path: Path) -> Iterator[Caller]:
    port, log = free_port(), tmp_path / "log"
    environment = {
        **os.environ,
        "PYTHONPATH": "src",
        "DATABASE_URL": _address(pools.database.dsn(SERVICE)),
        "CRM_DATA_DIR": str(tmp_path),
        "PORT": str(port),
    }
    claims = LocalClaims(user=given.user(1), tenant=given.TENANT, roles=[Role.SALES_REP])
    token = local_token(claims, key=load_keys(tmp_path).signing_key, now=SystemClock().now())
    with log.open("wb") as written:
        service = subprocess.Popen(
            [sys.executable, "-m", "entrypoints.http_service"], cwd=ROOT, env=environment, stderr=written
        )
    try:
        headers = {"authorization": f"Bearer {token}"}
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False, timeout=20
        ) as client:
            _wait_for(client, service, log)
            yield Caller(client)
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(20)


def _address(dsn: str) -> str:
    parts = conninfo_to_dict(dsn)
    where = f"{quote(str(parts['host']), safe='')}:{parts['port']}"
    return f"postgresql://{parts['user']}:{parts['password']}@{where}/{parts['dbname']}"


def _wait_for(client: httpx.Client, service: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and service.poll() is None:
        try:
            if client.get("/health/live").status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(log.read_text()[-2000:])


def test_a_sample_its_feedback_a_consultation_and_the_search_that_finds_them(ask: Caller) -> None:
    house = {
        "name": "Gasthaus Linde",
        "type": "RESTAURANT",
        "territory": "DE",
        "address": {"street": "Kastanienallee 7", "postalCode": "10435", "city": "Berlin", "state": "DE-BE"},
    }
    customer = ask("POST", "/api/customers", 201, house)["id"]

    # A sample with kit and items: explicit items win.
    wish = {
        "customerId": customer,
        "kitId": "CF-BASIS-5",
        "items": [{"sku": "CF-101", "quantity": 2}, {"sku": "CF-205", "quantity": 1}],
        "deliveryDate": f"{YEAR}-09-25",
        "deliveryAddress": "Kastanienallee 7, 10435 Berlin",
        "contactEmail": "kueche@linde.example",
        "notes": "Bitte vor 10 Uhr",
    }
    sample = ask("POST", "/api/samples", 201, wish)
    assert (sample["customerId"], sample["status"], sample["kitId"]) == (customer, "REQUESTED", "CF-BASIS-5")
    assert [(one["sku"], one["quantity"]) for one in sample["items"]] == [("CF-101", 2), ("CF-205", 1)]

    found = ask(
        "GET", f"/api/samples?customerId={customer}&status=REQUESTED&from={YEAR}-09-01&to={YEAR}-10-01"
    )
    assert ([one["id"] for one in found["items"]], found["nextCursor"]) == ([sample["id"]], None)

    delivery = {"newStatus": "DELIVERED", "eventAt": f"{YEAR}-09-25T09:15:00+02:00"}
    assert ask("PATCH", f"/api/samples/{sample['id']}/status", 200, delivery)["status"] == "DELIVERED"
    [due] = ask("GET", "/api/follow-ups?owner=me&badge=OVERDUE")["items"]
    assert (due["rule"], due["dueAt"], due["customerId"]) == (
        "sample-feedback",
        END_OF_FIFTH_WORKING_DAY,
        customer,
    )

    feedback = {
        "customerId": customer,
        "kind": "PRODUCTTEST_FEEDBACK",
        "occurredAt": f"{YEAR}-09-29T12:00:00Z",
        "sampleId": sample["id"],
        "outcome": "SUCCESS",
        "rating": 5,
        "menuSuitability": 4,
        "sensoricNotes": "Rotkohl sehr gut",
        "nextStep": "ROI rechnen",
    }
    judged = ask("POST", "/api/activities", 201, feedback)
    assert [(one["id"], one["state"]) for one in judged["followUps"]] == [(due["id"], "DONE")]
    history = ask("GET", f"/api/samples/{sample['id']}")["statusHistory"]
    assert [one["newStatus"] for one in history] == ["DELIVERED", "FEEDBACK_SUCCESS"]
    assert history[0]["eventAt"] == f"{YEAR}-09-25T07:15:00Z"

    consultation = {
        "customerId": customer,
        "kind": "ROI_CONSULTATION",
        "occurredAt": f"{YEAR}-10-02T10:00:00Z",
        "roiScenarioId": "b3b0c2d4-0000-4000-8000-000000000001",
        "commitmentLevel": "HIGH",
        "savingsPerMonth": 1800,
        "assumptionsVersion": "2025-1",
    }
    ask("POST", "/api/activities", 201, consultation)
    window = f"from={YEAR}-10-02T10:00:00Z&to={YEAR}-10-02T10:00:01Z"
    told = ask("GET", f"/api/customers/{customer}/activities?kind=ROI_CONSULTATION&{window}")["items"]
    assert [(one["commitmentLevel"], one["savingsPerMonth"]) for one in told] == [("HIGH", 1800.0)]
    words = ask("GET", f"/api/customers/{customer}/activities?q=rotkohl")["items"]
    assert [one["kind"] for one in words] == ["PRODUCTTEST_FEEDBACK"]

    fields = {
        "roi_potential": {"bucket": "HIGH", "value": 1800},
        "decision_makers": [{"name": "A. Koch", "role": "CHEF"}, {"name": "B. Rat", "role": "BUYER"}],
        "seasonal_menu_cycle": {"season_start": f"{YEAR}-11-01", "season_end": f"{YEAR}-12-31"},
        "current_supplier_contracts": {"renewal_date": f"{YEAR}-12-31", "exclusivity": True, "supplier": "X"},
        "sample_status": "REQUESTED",
    }
    kept = ask("PATCH", f"/api/customers/{customer}/fields", 200, fields)
    assert kept["customerId"] == customer
    assert kept["fields"]["roi_potential"]["value"] == {"bucket": "HIGH", "value": 1800.0}

    # The customer has a sample, so that what was migrated about one does not count.
    hot = (
        "sample_status=FEEDBACK_SUCCESS&roi_bucket=HIGH&decision_maker_count_min=2&exclusivity=true"
        f"&renewal_before={YEAR}-12-31&season_from={YEAR}-11-01&season_to={YEAR}-12-31"
        "&q=gasthaus&owner=me&sort=-roi_value"
    )
    [row] = ask("GET", f"/api/customers?{hot}")["items"]
    assert row["id"] == customer
    assert {
        key: row["hot"][key] for key in ("sampleStatus", "roiBucket", "roiValue", "decisionMakerCount")
    } == {
        "sampleStatus": "FEEDBACK_SUCCESS",
        "roiBucket": "HIGH",
        "roiValue": 1800.0,
        "decisionMakerCount": 2,
    }
    assert ask("GET", "/api/customers?sample_status=REQUESTED")["items"] == []

    meals = {
        "mealsPerDay": 120,
        "daysPerMonth": 26,
        "laborMinutesSavedPerMeal": 2.5,
        "laborCostPerHour": 22,
        "foodCostPerMeal": 3.2,
        "wasteReductionPct": 8,
        "channel": "DIRECT",
        "investment": 15000,
    }
    result = ask("POST", "/api/cockpit/roi/calc", 200, meals)
    assert (result["totalMonthlySavings"], result["paybackMonths"]) == (3658.72, 4.1)


def _end_of_fifth_working_day() -> str:
    """After 25 September: the third of October is the only holiday near."""
    day, left = date(YEAR, 9, 25), 5
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day != date(YEAR, 10, 3)
    return f"{day}T22:00:00Z"


END_OF_FIFTH_WORKING_DAY = _end_of_fifth_working_day()
