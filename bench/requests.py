"""The list of customers and a creation, beside a bare handler in the same run."""

import json

from bench.load import Target, request_bytes
from bench.rounds import Candidate, report, rounds
from bench.stage import Stage, tokens

GOALS = {
    "list, manager": "1.0, never under 0.9",
    "list, team lead of 5,000": "0.85, never under 0.75",
    "list, representative": "0.85, never under 0.75",
    "list, chain manager": "0.85, never under 0.75",
    "create, manager": "0.55, never under 0.45",
}
BODY = json.dumps(
    {"name": "Gasthaus Messpunkt", "type": "RESTAURANT", "territory": "DE", "region": "BENCH",
     "address": {"city": "Berlin", "country": "DE"}}
).encode()  # fmt: skip
JSON = {"content-type": "application/json"}


def candidates(on: Stage) -> list[Candidate]:
    found = []
    for kind in ("async", "sync"):
        reading = Target(on.bare_port, request_bytes("GET", f"/{kind}/list", {}), b"200")
        writing = Target(on.bare_port, request_bytes("POST", f"/{kind}/create", JSON, BODY), b"201")
        found.append(Candidate(f"bare list, {kind}", reading, on.bare, "bare list, async"))
        found.append(Candidate(f"bare create, {kind}", writing, on.bare, "bare create, async"))
    for name, token in tokens(on.config).items():
        headers = {"authorization": f"Bearer {token}"}
        target = Target(on.service_port, request_bytes("GET", "/api/customers?limit=50", headers), b"200")
        found.append(_ours(f"list, {name}", target, on, "bare list, async"))
        if name == "manager":
            written = request_bytes("POST", "/api/customers", {**headers, **JSON}, BODY)
            target = Target(on.service_port, written, b"201")
            found.append(_ours("create, manager", target, on, "bare create, async"))
    return found


def _ours(name: str, target: Target, on: Stage, bare: str) -> Candidate:
    return Candidate(name, target, on.service, bare, GOALS[name])


def run(on: Stage) -> str:
    everyone = candidates(on)
    return report(rounds(everyone, on.postgres), everyone)
