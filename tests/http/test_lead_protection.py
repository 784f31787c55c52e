"""The protection clock over HTTP says what the command line says, and names every bad member."""

import json
from typing import Any

import pytest

from crm_core.domain.access.role import Role
from crm_core.domain.leads.codec import read_line, write_line
from crm_core.domain.leads.protection import evaluate
from tests import given
from tests.http.site import Site, service

PATH = "/api/lead-protection/evaluate"
START = "2025-01-01T00:00:00Z"
HISTORY: dict[str, Any] = {"startedAt": START, "at": "2025-03-12T09:00:00Z"}
NOTICE = {"sentAt": "2025-03-02T09:00:00Z", "deliveredAt": "2025-03-02T09:00:00Z"}


def errors(site: Site, body: object, language: str = "en") -> dict[str, Any]:
    answer = site.post(PATH, json=body, headers={"accept-language": language})
    assert (answer.status_code, answer.json()["code"]) == (400, "validation-failed")
    return {error["pointer"]: error for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"notices": [NOTICE]},
        {"rules": {"ending": "SUM"}},
        {"holds": [{"start": START, "reason": "OTHER"}]},
    ],
)
def test_the_verdict_is_the_one_of_the_core(site: Site, more: dict[str, Any]) -> None:
    answer = site.post(PATH, json=HISTORY | more)
    asked = read_line(json.dumps(HISTORY | more))
    assert answer.status_code == 200
    assert answer.json() == json.loads(write_line(evaluate(asked.history, asked.rules, asked.at)))


def test_a_worked_example(site: Site) -> None:
    verdict = site.post(PATH, json=HISTORY | {"notices": [NOTICE]}).json()
    assert (verdict["state"], verdict["expiredReason"]) == ("EXPIRED", "INACTIVITY")
    assert verdict["validUntil"] == "2025-03-12T09:00:00Z"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_everybody_who_is_somebody_may_ask(site: Site, role: Role) -> None:
    assert site.post(PATH, json=HISTORY, by=given.actor(role, number=60)).status_code == 200


def test_a_machine_may_ask_and_nobody_may_not(site: Site) -> None:
    assert site.post(PATH, json=HISTORY, by=service()).status_code == 200
    assert site.post(PATH, json=HISTORY, by=None).status_code == 401


def test_every_bad_member_is_named_with_its_pointer(site: Site) -> None:
    body = {
        "at": "soon",
        "a.b/c~[0]": 1,
        "rules": {"graceDays": 31, "graceStart": "NEVER"},
        "activities": [{"kind": "call", "occurredAt": START, "creditedToOwner": "yes"}],
        "holds": [{"start": START, "end": "2024-01-01T00:00:00Z", "reason": "OTHER", "": 1}],
        "notices": {},
        "extensions": [{"grantedAt": START}],
    }
    found = errors(site, body)
    assert {pointer: error["code"] for pointer, error in found.items()} == {
        "/startedAt": "required",
        "/at": "not-an-instant",
        "/a.b~1c~0[0]": "unknown-field",
        "/rules/graceDays": "out-of-range",
        "/rules/graceStart": "not-a-choice",
        "/activities/0/kind": "not-a-code",
        "/activities/0/creditedToOwner": "wrong-type",
        "/holds/0/end": "out-of-order",
        "/holds/0/": "unknown-field",
        "/notices": "wrong-type",
        "/extensions/0": "exactly-one-of",
    }
    assert not any("…" in error["message"] for error in found.values())
    assert found["/extensions/0"]["message"] == "Exactly one of: days, months."


def test_what_is_bad_is_told_in_german(site: Site) -> None:
    found = errors(site, HISTORY | {"rules": {"graceDays": 31}, "holds": 1}, "de")
    assert found["/rules/graceDays"]["message"] == "Erwartet wird eine ganze Zahl von 1 bis 30."
    assert found["/holds"]["message"] == "Erwartet wird: Liste."


def test_a_whole_number_may_have_places_of_zeros(site: Site) -> None:
    told = site.post(PATH, json=HISTORY | {"rules": {"baseMonths": 3.0}}).json()
    assert told["baseExpiryAt"] == "2025-04-01T00:00:00Z"
    assert "/rules/baseMonths" in errors(site, HISTORY | {"rules": {"baseMonths": 3.5}})


@pytest.mark.parametrize("body", [[], 1, "x"])
def test_a_history_is_an_object(site: Site, body: object) -> None:
    assert errors(site, body)[""]["code"] == "wrong-type"


def test_more_facts_than_any_lead_has_are_refused(site: Site) -> None:
    assert site.post(PATH, json=HISTORY | {"notices": [NOTICE] * 1000}).status_code == 200
    found = errors(site, HISTORY | {"notices": [NOTICE] * 1001, "at": 1})
    assert {pointer: error["code"] for pointer, error in found.items()} == {
        "/notices": "wrong-length",
        "/at": "not-an-instant",
    }
