"""CPU time and latency of candidates, beside a bare handler in the same run.

Cells of a few seconds stand in turn, forwards and backwards; each figure is the median of the rounds,
and every ratio is taken within its round, because the speed of a shared machine drifts.
"""

import sys
from collections.abc import Sequence
from statistics import median

from attrs import frozen

from bench.load import Cell, Target, measure

SECONDS, ROUNDS = 2.5, 5


@frozen
class Candidate:
    """What is measured, the process that serves it, and the candidate that it is held against."""

    name: str
    target: Target
    tree: int
    bare: str
    goal: str = "–"


def rounds(everyone: Sequence[Candidate], postgres: int) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {}
    for one in everyone:
        measure(one.target, 1.0, [one.tree, postgres])
    for number in range(ROUNDS):
        ordered = everyone if number % 2 == 0 else everyone[::-1]
        for one in ordered:
            cells.setdefault(one.name, []).append(measure(one.target, SECONDS, [one.tree, postgres]))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    return cells


def report(cells: dict[str, list[Cell]], everyone: Sequence[Candidate]) -> str:
    lines = [
        "| candidate | CPU ms a request | bare ÷ this, CPU (range) | goal "
        "| p50 / p95 / p99 ms | p95 × bare | failures |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in everyone:
        own, bare = cells[one.name], cells[one.bare]
        ratios = [b.cpu_ms / o.cpu_ms for o, b in zip(own, bare, strict=True)]
        slower = median(o.p95_ms / b.p95_ms for o, b in zip(own, bare, strict=True))
        times = " / ".join(
            f"{median(getattr(c, part) for c in own):.1f}" for part in ("p50_ms", "p95_ms", "p99_ms")
        )
        lines.append(
            f"| {one.name} | {median(c.cpu_ms for c in own):.3f} | **{median(ratios):.2f}** "
            f"({min(ratios):.2f}–{max(ratios):.2f}) | {one.goal} | {times} | {slower:.2f} | "
            f"{sum(c.failures for c in own)} |"
        )
    return "\n".join(lines)
