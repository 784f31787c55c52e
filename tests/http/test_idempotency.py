"""A POST that is sent again has its effect once, and is answered byte for byte."""

from threading import Barrier, Thread

import httpx
import pytest

from tests import given
from tests.http.site import NEW, Site, serving

KEY = {"idempotency-key": "order-17"}


def count(site: Site) -> int:
    return len(site.get("/api/customers").json()["items"])


def test_a_repeat_is_answered_byte_for_byte(site: Site) -> None:
    first = site.post("/api/customers", json=NEW, headers=KEY)
    again = site.post("/api/customers", json=NEW, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for name in ("etag", "location", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert "idempotent-replay" not in first.headers
    assert again.headers["idempotent-replay"] == "true"
    assert count(site) == 1


def test_the_first_answer_stands_even_when_the_customer_has_changed(site: Site) -> None:
    first = site.post("/api/customers", json=NEW, headers=KEY)
    site.ask("PATCH", first.headers["location"], json={"region": "HAMBURG"})
    assert site.post("/api/customers", json=NEW, headers=KEY).content == first.content


def test_a_key_with_another_body_is_refused(site: Site) -> None:
    site.post("/api/customers", json=NEW, headers=KEY)
    answer = site.post("/api/customers", json={**NEW, "name": "Anders"}, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency-key-reused")
    assert count(site) == 1


def test_a_key_for_another_thing_is_refused(site: Site) -> None:
    places = [site.created(name=name).headers["location"] for name in ("A", "B")]
    body = {"ownerUserId": None, "reason": "weil"}
    body["ownerUserId"] = str(given.user(4))
    assert site.post(places[0] + "/reassign", json=body, headers=KEY).status_code == 200
    assert site.post(places[1] + "/reassign", json=body, headers=KEY).status_code == 409


def test_a_key_counts_per_user_route_and_tenant(site: Site) -> None:
    others = [given.MANAGER, given.actor(number=91), given.actor(tenant=given.OTHER_TENANT)]
    for by in others:
        answer = site.post("/api/customers", json=NEW, headers=KEY, by=by)
        assert "idempotent-replay" not in answer.headers
    place = answer.headers["location"]
    moved = site.post(
        place + "/reassign",
        json={"ownerUserId": str(given.user(4)), "reason": "weil"},
        headers=KEY,
        by=others[-1],
    )
    assert moved.status_code == 200


def test_a_refused_request_leaves_no_key(site: Site) -> None:
    assert site.post("/api/customers", json={}, headers=KEY).status_code == 400
    rep = given.rep(1)
    foreign = {**NEW, "ownerUserId": str(given.user(2))}
    assert site.post("/api/customers", json=foreign, headers=KEY, by=rep).status_code == 403
    assert site.post("/api/customers", json=NEW, headers=KEY, by=rep).status_code == 201
    assert site.post("/api/customers", json=NEW, headers=KEY).status_code == 201


def test_a_repeat_is_served_only_to_who_still_authenticates(site: Site) -> None:
    site.post("/api/customers", json=NEW, headers=KEY)
    assert site.post("/api/customers", json=NEW, headers=KEY, by=None).status_code == 401


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "schluessel\x7f", "a\tb"])
def test_a_key_is_visible_ascii(site: Site, key: str) -> None:
    answer = site.post("/api/customers", json=NEW, headers={"idempotency-key": key})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "bad-idempotency-key"
    assert count(site) == 0


def test_restoring_and_reassigning_repeat_too(site: Site) -> None:
    place = site.created().headers["location"]
    site.ask("DELETE", place)
    for path, body in (
        ("/restore", None),
        ("/reassign", {"ownerUserId": str(given.user(2)), "reason": "weil"}),
    ):
        more = {} if body is None else {"json": body}
        first = site.post(place + path, headers=KEY, **more)
        again = site.post(place + path, headers=KEY, **more)
        assert first.status_code == 200
        assert again.content == first.content
        assert again.headers["idempotent-replay"] == "true"


def test_of_many_at_once_one_has_the_effect() -> None:
    with serving(command_threads=8) as site:
        answers: list[httpx.Response] = []
        start = Barrier(12)

        def send() -> None:
            start.wait()
            answers.append(site.post("/api/customers", json=NEW, headers=KEY))

        threads = [Thread(target=send) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert count(site) == 1
        done = [answer for answer in answers if answer.status_code == 201]
        assert len({answer.content for answer in done}) == 1
        busy = [answer.json()["code"] for answer in answers if answer.status_code != 201]
        assert set(busy) <= {"request-in-progress"}
