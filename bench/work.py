"""Daily work at a million activities: logging, reading and searching them, patching fields, listing leads."""

import json
from collections.abc import Iterator, Mapping
from itertools import count, repeat
from typing import Any, TypeAlias

from bench.load import Target, request_bytes
from bench.requests import JSON
from bench.rounds import Candidate, report, rounds
from bench.stage import Stage, tokens
from crm_food_pack.demo.crowd import member
from crm_food_pack.demo.crowd_talk import said
from entrypoints.composition.crowds import CROWD_BASE

Said: TypeAlias = Mapping[str, Any]
CUSTOMERS = 100_000
NOTE = "Kurz angerufen: Lieferzeiten am Wochenende; meldet sich nächste Woche."
CALL: Said = {"kind": "CALL", "note": NOTE}
ADVICE: Said = {
    "kind": "ROI_CONSULTATION",
    "note": NOTE,
    "commitmentLevel": "HIGH",
    "roiScenarioId": "00000000-0000-4000-8000-000000000001",
}
MANY_KINDS = (ADVICE if number % 10 == 0 else said(number) for number in count())
# Each with customers of its own: what consultations leave to be followed up is no matter of the others.
LOGGING = {
    "log an activity, kinds as in the data set, every tenth a consultation": MANY_KINDS,
    "log a call": repeat(CALL),
    "log a consultation, which opens a follow-up": repeat(ADVICE),
}
LOGGED = "0.55, never under 0.45"
BUSY = member(100, base=CROWD_BASE).id  # two hundred activities
WORD = "Kombid%C3%A4mpfer"


def customers(first: int = 0) -> Iterator[str]:
    """Always another one, so that nobody waits for anybody's row; `first` tells parts of them apart."""
    return (str(member(number * 7_916 % CUSTOMERS + first, base=CROWD_BASE).id) for number in count())


class Patches:
    """A hot field of always another customer, with a value that it never had before."""

    def __init__(self, path: str, headers: dict[str, str]) -> None:
        self._path, self._headers = path, {**headers, **JSON}
        self._numbers = zip(count(1), customers(), strict=False)

    def __call__(self) -> bytes:
        number, customer = next(self._numbers)
        body = json.dumps({"roi_potential": {"bucket": "HIGH", "value": number}}).encode()
        return request_bytes("PATCH", self._path.format(customer), self._headers, body)


class Entries:
    """Always another thing that was said, of always another customer."""

    def __init__(self, path: str, headers: dict[str, str], said: Iterator[Said], *, first: int = 0) -> None:
        self._path, self._headers = path, {**headers, **JSON}
        self._said, self._customers = said, customers(first)

    def __call__(self) -> bytes:
        body = json.dumps({"customerId": next(self._customers), **next(self._said)}).encode()
        return request_bytes("POST", self._path, self._headers, body)


def candidates(on: Stage) -> list[Candidate]:
    headers = {name: {"authorization": f"Bearer {token}"} for name, token in tokens(on.config).items()}
    manager = headers["manager"]

    def bare(name: str, request: "bytes | Entries | Patches", good: bytes = b"200") -> Candidate:
        return Candidate(name, Target(on.bare_port, request, good), on.bare, name)

    def ours(
        name: str, request: "bytes | Entries | Patches", beside: str, goal: str, good: bytes = b"200"
    ) -> Candidate:
        return Candidate(name, Target(on.service_port, request, good), on.service, beside, goal)

    def get(path: str, who: dict[str, str]) -> bytes:
        return request_bytes("GET", path, who)

    log, patch, newest, leads = "bare log", "bare patch", "bare newest 50", "bare leads"
    timeline = f"/api/customers/{BUSY}/activities"
    return [
        bare(log, Entries("/async/activities", {}, repeat(CALL)), b"201"),
        *(
            ours(name, Entries("/api/activities", manager, told, first=first), log, LOGGED, b"201")
            for first, (name, told) in enumerate(LOGGING.items())
        ),
        bare(newest, get(f"/async/activities/{BUSY}", {})),
        ours("a customer's newest 50", get(timeline, manager), newest, "0.9"),
        ours(
            "the same by a word", get(f"{timeline}?q={WORD}", manager), "a customer's newest 50", "p95 ≤ 2 ×"
        ),
        bare(patch, Patches("/async/fields/{}", {})),
        ours("patch a hot field", Patches("/api/customers/{}/fields", manager), patch, "0.4 (≤ 2.5 × bare)"),
        bare(leads, get("/async/leads", {})),
        *(
            ours(f"leads, {name}", get("/api/leads?limit=50", who), leads, "p95 ≤ 1.5 × bare")
            for name, who in headers.items()
            if name != "chain manager"
        ),
    ]


def run(on: Stage) -> str:
    everyone = candidates(on)
    return report(rounds(everyone, on.postgres), everyone)
