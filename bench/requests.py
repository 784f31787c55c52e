"""CPU time and latency of the list and of a creation, beside a bare handler in the same run.

Cells of a few seconds stand in turn, a bare one before every other; each figure is the median of the rounds,
and every ratio is taken within its round, because the speed of a shared machine drifts.
"""

import json
import sys
from statistics import median

from attrs import frozen

from bench.load import Cell, Target, measure, request_bytes
from bench.stage import Stage, stage, tokens

CUSTOMERS = 100_000
SECONDS, ROUNDS = 2.5, 5
GOALS = {
    "list, manager": (1.0, 0.9),
    "list, team lead of 5,000": (0.85, 0.75),
    "list, representative": (0.85, 0.75),
    "list, chain manager": (0.85, 0.75),
    "create, manager": (0.55, 0.45),
}
BODY = json.dumps(
    {"name": "Gasthaus Messpunkt", "type": "RESTAURANT", "territory": "DE", "region": "BENCH",
     "address": {"city": "Berlin", "country": "DE"}}
).encode()  # fmt: skip
JSON = {"content-type": "application/json"}


@frozen
class Candidate:
    name: str
    target: Target
    tree: int
    bare: str


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
        found.append(Candidate(f"list, {name}", target, on.service, "bare list, async"))
        if name == "manager":
            written = request_bytes("POST", "/api/customers", {**headers, **JSON}, BODY)
            target = Target(on.service_port, written, b"201")
            found.append(Candidate("create, manager", target, on.service, "bare create, async"))
    return found


def rounds(on: Stage) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {}
    everyone = candidates(on)
    for one in everyone:
        measure(one.target, 1.0, [one.tree, on.postgres])
    for number in range(ROUNDS):
        ordered = everyone if number % 2 == 0 else everyone[::-1]
        for one in ordered:
            cells.setdefault(one.name, []).append(measure(one.target, SECONDS, [one.tree, on.postgres]))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    return cells


def report(cells: dict[str, list[Cell]], everyone: list[Candidate]) -> str:
    lines = [
        "| candidate | CPU ms a request | bare ÷ this, CPU (range) | goal, never under "
        "| p50 / p95 / p99 ms | p95 × bare | failures |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in everyone:
        own, bare = cells[one.name], cells[one.bare]
        ratios = [b.cpu_ms / o.cpu_ms for o, b in zip(own, bare, strict=True)]
        slower = median(o.p95_ms / b.p95_ms for o, b in zip(own, bare, strict=True))
        goal = " / ".join(str(part) for part in GOALS.get(one.name, ())) or "–"
        times = " / ".join(
            f"{median(getattr(c, part) for c in own):.1f}" for part in ("p50_ms", "p95_ms", "p99_ms")
        )
        lines.append(
            f"| {one.name} | {median(c.cpu_ms for c in own):.3f} | **{median(ratios):.2f}** "
            f"({min(ratios):.2f}–{max(ratios):.2f}) | {goal} | {times} | {slower:.2f} | "
            f"{sum(c.failures for c in own)} |"
        )
    return "\n".join(lines)


def run() -> str:
    with stage(CUSTOMERS) as on:
        return report(rounds(on), candidates(on))
