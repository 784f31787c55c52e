"""How many requests a token may make, how it is told, and that processes count together."""

from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest
from attrs import define

from adapters.http.limits import WINDOW, LocalTally, RateLimits
from adapters.http.refusals import RateLimited
from adapters.http.shared_tally import SharedTally
from tests import given
from tests.http.site import NEW, Site, serving, token_of


@define
class Moments:
    now: float = 600.0

    def __call__(self) -> float:
        return self.now


def limited(site: Site, key: str, value: int) -> None:
    path = f"/api/settings/http.rateLimit.{key}"
    tag = site.get(path, by=given.ADMIN).headers["etag"]
    put = site.ask("PUT", path, json={"value": value}, headers={"if-match": tag}, by=given.ADMIN)
    assert put.status_code == 200, put.text


def test_each_token_has_its_own_quota_and_is_told() -> None:
    with serving(rate_limits=True) as site:
        limited(site, "reads", 3)
        answers = [site.get("/api/customers") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[0].headers["ratelimit-policy"] == '"reads";q=3;w=60'
        assert answers[2].headers["ratelimit"].startswith('"reads";r=0;t=')
        refused = answers[3]
        assert refused.json()["code"] == "rate-limited"
        assert 1 <= int(refused.headers["retry-after"]) <= WINDOW
        assert refused.headers["ratelimit"].startswith('"reads";r=0;t=')
        assert site.get("/api/customers", by=given.actor(number=7)).status_code == 200
        assert site.post("/api/customers", json=NEW).status_code == 201


def test_a_refusal_counts_as_well() -> None:
    with serving(rate_limits=True) as site:
        limited(site, "writes", 2)
        found = [site.post("/api/customers", json={}).status_code for _ in range(3)]
        assert found == [400, 400, 429]


def test_it_can_be_switched_off() -> None:
    with serving(rate_limits=False) as site:
        limited(site, "reads", 1)
        answers = [site.get("/api/customers") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert "ratelimit" not in answers[0].headers


def test_another_client_address_is_no_way_around() -> None:
    with serving(rate_limits=True) as site:
        limited(site, "reads", 1)
        found = [
            site.get("/api/customers", headers={"x-forwarded-for": f"10.0.0.{number}"}).status_code
            for number in range(3)
        ]
    assert found == [200, 429, 429]


def test_a_new_minute_is_a_new_quota() -> None:
    moments = Moments()
    limits = RateLimits(monotonic=moments)
    limits.take(b"a", "reads", 1)
    with pytest.raises(RateLimited):
        limits.take(b"a", "reads", 1)
    moments.now += WINDOW
    assert dict(limits.take(b"a", "reads", 1))["ratelimit"] == '"reads";r=0;t=60'


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.http.limits._MOST_TOKENS", 100)
    tally = LocalTally()
    for number in range(1000):
        tally.count(str(number).encode(), 1)
    assert len(tally._counts) <= 100


def test_the_shared_table_counts_like_the_local_one(tmp_path: Path) -> None:
    draw, shared, local = Random(7), SharedTally.in_folder(tmp_path), LocalTally()
    for window in (1, 2, 9):
        for _ in range(3000):
            key = blake2b(bytes([draw.randrange(200)]), digest_size=16).digest()
            assert shared.count(key, window) == local.count(key, window)


def test_a_full_neighbourhood_forgets_instead_of_failing(tmp_path: Path) -> None:
    shared = SharedTally.in_folder(tmp_path)
    crowded = [number.to_bytes(8, "little") + bytes(8) for number in range(1, 40)]
    assert all(shared.count(key, 1) >= 1 for key in crowded)


def counted(folder: Path, times: int) -> None:
    tally = SharedTally.in_folder(folder)
    for _ in range(times):
        tally.count(b"k" * 16, 5)


def test_processes_count_together(tmp_path: Path) -> None:
    processes = [get_context("spawn").Process(target=counted, args=(tmp_path, 500)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    # A few counts may be lost between processes; twice the quota may not be given away.
    assert 600 < SharedTally.in_folder(tmp_path).count(b"k" * 16, 5) <= 1001


def test_tokens_are_not_kept_in_clear(tmp_path: Path) -> None:
    limits = RateLimits(tally=SharedTally.in_folder(tmp_path))
    token = token_of(given.MANAGER).encode()
    limits.take(token, "reads", 5)
    assert token[:12] not in (tmp_path / "rates").read_bytes()
