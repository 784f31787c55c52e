"""A closed loop of eight connections over raw sockets, and what it cost: CPU of the servers, and latency."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

CONNECTIONS = 8
TICKS = 100  # clock ticks a second, as Linux counts CPU time


@frozen
class Cell:
    """One measurement of one candidate."""

    requests: int
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    failures: int


@frozen
class Target:
    """Where to send what; requests that must differ are made one by one."""

    port: int
    request: bytes | Callable[[], bytes]
    good: bytes


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    start = lowered.index(b"content-length:") + 15
    await reader.readexactly(int(lowered[start : lowered.index(b"\r\n", start)]))
    return head[9:12]


async def _client(target: Target, until: float, latencies: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    failures = 0
    while (began := time.perf_counter()) < until:
        writer.write(target.request if isinstance(target.request, bytes) else target.request())
        failures += await _answer(reader) != target.good
        latencies.append(time.perf_counter() - began)
    writer.close()
    return failures


async def _drive(target: Target, seconds: float) -> tuple[list[float], int]:
    latencies: list[float] = []
    until = time.perf_counter() + seconds
    failures = await asyncio.gather(*(_client(target, until, latencies) for _ in range(CONNECTIONS)))
    return sorted(latencies), sum(failures)


def measure(target: Target, seconds: float, trees: list[int]) -> Cell:
    before = sum(cpu_of_tree(root) for root in trees)
    latencies, failures = asyncio.run(_drive(target, seconds))
    used = sum(cpu_of_tree(root) for root in trees) - before
    count = len(latencies)

    def at(part: float) -> float:
        return latencies[min(count - 1, int(count * part))] * 1000

    return Cell(count, used * 1000 / count, at(0.5), at(0.95), at(0.99), failures)


def cpu_of_tree(root: int) -> float:
    """Seconds of CPU of a process and all below it, with those that have ended and been waited for."""
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(ticks) for ticks in parts[11:15]) / TICKS
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting.extend(int(child) for child in (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total
