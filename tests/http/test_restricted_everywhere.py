"""What is not for somebody is absent by name and value wherever they look, now and in everything before."""

from typing import Any

import httpx
import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from tests import given
from tests.http.matrix import ROWS
from tests.http.site import service
from tests.http.test_fields import REP, SIBLING, Fields
from tests.http.test_fields import fields as fields  # the fixture

SECRET = {
    "key": "side_letter",
    "kind": {"kind": "text", "maxLength": 100},
    "labelDe": "Nebenabrede",
    "labelEn": "Side letter",
    "group": "terms",
}
WORDS = ("side_letter", "Nebenabrede", "GEHEIM", "discount_terms", "4711")
READS = [route for route in ROWS if route.startswith("GET /api/customers")]
QUERIES = ("q=geheim", "q=drei&sort=-created_at", "q=4711", "sort=-roi_value")
INSTANTS = ("2026-03-02T09:30:00Z", "2026-03-02T10:30:00Z", "2027-01-01T00:00:00Z")
BLIND = {
    "who owns a sibling": SIBLING,
    "a machine that reads": service("customers:read"),
    "a machine that writes": service("customers:write"),
    "who manages another chain": evolve(given.rep(2), chains=frozenset({given.nobody_knows()})),
}


def scene(fields: Fields, *, restricted: str | None) -> None:
    """Values from two times, one of them taken away again, by those who may write them."""
    fields.ask("POST", "/api/field-definitions", by=given.ADMIN, json={**SECRET, "restricted": restricted})
    for letter in ("GEHEIM eins", "GEHEIM zwei", None, "GEHEIM drei"):
        fields.clock.pass_by(hours=1)
        changed = fields.patch({"side_letter": letter, "kitchen_size": 80}, by=given.MANAGER)
        assert changed.status_code == 200, changed.text
    fields.patch({"discount_terms": {"discount_pct": 47.11}}, by=given.MANAGER)


def everything(fields: Fields, by: Actor) -> list[httpx.Response]:
    """Whatever this person can be told about the customer: every reading, every list, every attempt."""
    customer = str(fields.customer.id)
    places = {"{customerId}": customer, "{key}": "side_letter"}
    answers = []
    for route in READS:
        path = route.removeprefix("GET ")
        for place, value in places.items():
            path = path.replace(place, value)
        answers.append(fields.get(path, by=by))
    answers += [fields.get(f"/api/customers?{query}", by=by) for query in QUERIES]
    answers += [fields.get(f"?as_of={instant}", by=by) for instant in INSTANTS]
    answers += [fields.patch({"kitchen_size": size}, by=by) for size in (81, "x")]
    for item in ({"fields": {"kitchen_size": 82}}, {"details": {"phone": "+49 30 99"}}):
        bulk = {"items": [{"customerId": customer, **item}]}
        answers.append(fields.ask("POST", "/api/customers/bulk", by=by, json=bulk))
    answers.append(fields.ask("PATCH", f"/api/customers/{customer}", by=by, json={"phone": "+49 30 98"}))
    return answers


@pytest.mark.parametrize("who", BLIND)
@pytest.mark.parametrize("closed_later", [False, True], ids=["closed from the start", "closed afterwards"])
def test_nothing_restricted_reaches_who_may_not_read_it(fields: Fields, who: str, closed_later: bool) -> None:
    scene(fields, restricted=None if closed_later else "contract")
    if closed_later:
        closed = fields.ask(
            "PATCH", "/api/field-definitions/side_letter", by=given.ADMIN, json={"restricted": "contract"}
        )
        assert closed.status_code == 200, closed.text
    for answer in everything(fields, BLIND[who]):
        text = answer.text.replace("/side_letter/history", "")
        assert [word for word in WORDS if word in text] == [], (str(answer.request.url), text[:400])


@pytest.mark.parametrize("by", [REP, given.MANAGER, given.AUDITOR])
def test_who_may_read_it_is_shown_it(fields: Fields, by: Actor) -> None:
    scene(fields, restricted="contract")
    told = "".join(answer.text for answer in everything(fields, by))

    assert "GEHEIM drei" in told
    assert "GEHEIM eins" in told
    assert "discount_terms" in told


def test_an_attempt_is_refused_as_restricted_and_says_nothing_about_the_value(fields: Fields) -> None:
    scene(fields, restricted="contract")
    for by in (REP, service("customers:write")):
        refused = fields.patch({"side_letter": "GEHEIM drei"}, by=by)
        assert (refused.status_code, refused.json()["code"]) == (403, "field-restricted")
        same = fields.patch({"side_letter": "anything"}, by=by)
        assert without_ids(same.json()) == without_ids(refused.json())


def without_ids(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in problem.items() if name != "correlationId"}


def test_events_tell_nothing_of_it(fields: Fields) -> None:
    scene(fields, restricted="contract")
    told = str(fields.told())

    assert "kitchen_size" in told
    assert [word for word in WORDS if word in told] == []
