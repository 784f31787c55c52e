"""Every declared route by every sort of caller on everybody's things does what the policies say."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.matrix import (
    ABSENT,
    ELSEWHERE,
    REFERENCES,
    ROWS,
    R,
    W,
    endpoints,
    may_at_all,
    people,
    permits,
    subject_of,
)
from tests.http.site import serving
from tests.http.stage import Stage, staged

ABOUT_SOMETHING = [route for route in ROWS if subject_of(route) is not None]
OTHERS = [route for route in ROWS if subject_of(route) is None]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with serving(packs=(FOOD,)) as site:
        yield staged(site)


def test_every_declared_route_has_a_row() -> None:
    assert set(ROWS) | ELSEWHERE == set(endpoints())


def told(stage: Stage, route: str, places: dict[str, str], by: Actor) -> tuple[int, dict[str, str], str]:
    """The answer without what differs from call to call; what it changed is undone."""
    row, before = ROWS[route], stage.site.store.state
    method, path = route.split(" ")
    path = re.sub(r"\{(\w+)\}", lambda found: places[found[1]], path)
    headers = {"if-match": "*"} if method in {"PUT", "DELETE"} else {}
    body = {} if row.body is None else {"json": row.body}
    answer = stage.site.ask(
        method, f"{path}?{row.query}" if row.query else path, by=by, headers=headers, **body
    )
    stage.site.store.state = before
    text = answer.text.replace(answer.headers["x-correlation-id"], "C")
    for place in set(places.values()):
        text = text.replace(place, "P")
    hidden = {"x-correlation-id", "traceparent", "content-length"}
    return answer.status_code, {k: v for k, v in answer.headers.items() if k not in hidden}, text


PLAIN = {"key": "kitchen_size", "userId": str(given.user(5)), "checkId": ABSENT}


def absent(route: str, family: Any) -> dict[str, str]:
    """The places of nothing; what hangs below stays what it was."""
    place = re.findall(r"\{(\w+)\}", route)[0]
    return {**PLAIN, **family.places(), place: ABSENT}


@pytest.mark.parametrize("route", ABOUT_SOMETHING)
def test_what_one_may_is_done_what_one_sees_is_refused_and_the_rest_is_absent(
    stage: Stage, route: str
) -> None:
    wrong = []
    for who, by in people(stage):
        scope = stage.scope(by)
        nothing = told(stage, route, absent(route, stage.families["own"]), by)
        for whose, family in stage.families.items():
            sees, may = permits(route, ROWS[route], family, scope)
            status, headers, text = told(stage, route, {**PLAIN, **family.places()}, by)
            fits = status not in {401, 403, 404} if may and sees else status == (403 if sees else 404)
            if not sees and (status, headers, text) != nothing:
                fits = False
            if not fits or status >= 500:
                wrong.append(f"{who} on {whose}: {status}, sees {sees}, may {may}: {text[:200]}")
    assert wrong == []


@pytest.mark.parametrize("item", [{"details": {"phone": "+49 30 99"}}, {"fields": {"kitchen_size": 80}}])
def test_an_item_of_many_is_answered_like_one_alone(stage: Stage, item: dict[str, Any]) -> None:
    wrong = []
    for who, by in people(stage):
        scope, families = stage.scope(by), stage.families.items()
        asked = [{"customerId": str(family.customer.id), **item} for _, family in families]
        nothing = {"customerId": ABSENT, **item}
        before = stage.site.store.state
        answer = stage.site.post("/api/customers/bulk", by=by, json={"items": [*asked, nothing]})
        stage.site.store.state = before
        *outcomes, absent = answer.json()["items"]
        for (whose, family), outcome in zip(families, outcomes, strict=True):
            sees, may = (CUSTOMERS.permits(one, scope, family.customer) for one in (R, W))
            if outcome["status"] != (200 if may and sees else 403 if sees else 404):
                wrong.append(f"{who} on {whose}: {outcome}")
            if not sees and outcome["problem"]["code"] != absent["problem"]["code"]:
                wrong.append(f"{who} on {whose}: {outcome}, and {absent}")
    assert wrong == []


@pytest.mark.parametrize("route", REFERENCES)
def test_a_reference_to_what_is_hidden_is_one_to_nothing(stage: Stage, route: str) -> None:
    (asks, body), (method, path), wrong = REFERENCES[route], route.split(" "), []
    for who, by in people(stage):
        scope = stage.scope(by)
        for whose, family in stage.families.items():
            before = stage.site.store.state
            answer = stage.site.ask(method, path, by=by, json=body(str(family.customer.id)))
            stage.site.store.state = before
            sees, may = (CUSTOMERS.permits(one, scope, family.customer) for one in (R, asks))
            if answer.status_code != (201 if may and sees else 403 if sees else 400):
                wrong.append(f"{who} on {whose}: {answer.status_code}, sees {sees}, may {may}")
            if not sees and [one["code"] for one in answer.json()["errors"]] != ["unknown-reference"]:
                wrong.append(f"{who} on {whose}: {answer.text[:200]}")
    assert wrong == []


@pytest.mark.parametrize("route", OTHERS)
def test_a_route_without_a_subject_asks_for_roles_alone_and_shows_nothing_hidden(
    stage: Stage, route: str
) -> None:
    places = {**PLAIN, "key": "http.requireIfMatch"} if "/settings/" in route else PLAIN
    row, wrong = ROWS[route], []
    for who, by in people(stage):
        status, _, text = told(stage, route, places, by)
        may = may_at_all(row, stage.scope(by))
        if (status == 403) is may or status in {401, 404} or status >= 500:
            wrong.append(f"{who}: {status} {text[:200]}")
        scope = stage.scope(by)
        for whose, family in stage.families.items():
            hidden = not permits("GET {customerId}", ROWS[route], family, scope)[0]
            if hidden and f"Kim {whose}" in text:
                wrong.append(f"{who} is shown the contact of {whose}")
            if hidden and f'"id":"{family.customer.id}"' in text:
                wrong.append(f"{who} is shown {whose}")
    assert wrong == []
