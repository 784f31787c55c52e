"""How long reading what applies takes over HTTP and in the core; the goal is a p95 below 50 ms."""

import statistics
import timeit
from uuid import UUID

from bench.load import CONNECTIONS, Target, measure, request_bytes
from bench.stage import stage, tokens
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Scope, Seat, StoredValue
from crm_core.pack import settings_of
from crm_food_pack.pack import FOOD

CUSTOMERS = 1_000  # settings do not depend on them
SECONDS = 5.0
GOAL_MS = 50
PATHS = ("/api/settings/effective", "/api/settings/effective?keys=http.requireIfMatch", "/api/settings")


def over_http() -> None:
    with stage(CUSTOMERS, ports=(8491, 8492)) as found:
        headers = {"authorization": f"Bearer {tokens(found.config)['representative']}"}
        for path in PATHS:
            target = Target(found.service_port, request_bytes("GET", path, headers), b"200")
            measure(target, 1.0, [found.service])
            cell = measure(target, SECONDS, [found.service, found.postgres])
            times = f"{cell.p50_ms:.1f} / {cell.p95_ms:.1f} / {cell.p99_ms:.1f}"
            print(f"| `{path}` | {cell.cpu_ms:.3f} | {times} | {GOAL_MS} | {cell.failures} |")


def in_the_core() -> None:
    """All keys, each set at two scopes."""
    registry, seat = settings_of(FOOD), Seat("BERLIN", UUID(int=1))
    stored = [
        StoredValue(setting.key, scope, setting.default, 1)
        for setting in registry.declared.values()
        for scope in setting.scopes[:2]
        if scope in (Scope.GLOBAL, Scope.TENANT)
    ]
    runs = timeit.repeat(
        lambda: [resolve(one, stored, seat) for one in registry.declared.values()], number=50, repeat=9
    )
    print(
        f"\nresolving all {len(registry.declared)} settings from {len(stored)} set values: "
        f"{statistics.median(runs) / 50 * 1e3:.2f} ms"
    )


def main() -> None:
    print(f"{CONNECTIONS} connections at once\n")
    print("| path | CPU ms a request | p50 / p95 / p99 ms | p95 goal | failures |")
    print("|---|---|---|---|---|")
    over_http()
    in_the_core()


if __name__ == "__main__":
    main()
