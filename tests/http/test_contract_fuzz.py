"""The server never answers outside of its own document, whatever it is sent (schemathesis)."""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from attrs import define, field
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import EngineFinished, NonFatalError, ScenarioFinished

from adapters.memory.store import MemoryStore
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import application, behind, token_of


@define
class Run:
    """What one run did."""

    cases: int = 0
    findings: "Counter[str]" = field(factory=Counter)
    statuses: "Counter[int]" = field(factory=Counter)
    samples: dict[str, str] = field(factory=dict)

    def told(self) -> str:
        """Each sort of finding with how often it was met, and one example."""
        return "\n\n".join(f"{n} x {what}\n{self.samples.get(what)}" for what, n in self.findings.items())


def config(examples: int, token: str, *, stateful: int) -> SchemathesisConfig:
    usual = ("400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "428")
    return SchemathesisConfig.from_dict(
        {
            "seed": 20_261_121,
            "workers": 1,
            "continue-on-failure": True,
            "headers": {"Authorization": f"Bearer {token}"},
            "generation": {"max-examples": examples, "allow-x00": False, "database": "none"},
            "phases": {"stateful": {"enabled": stateful > 0, "generation": {"max-examples": stateful or 1}}},
            "checks": {
                # Deleting archives: who could see the customer still reads it, with `archivedAt`.
                "use_after_free": {"enabled": False},
                "negative_data_rejection": {"expected-statuses": list(usual)},
                "missing_required_header": {"expected-statuses": list(usual)},
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "304", "403", "404", "409", "410", "412", "428"]
                },
            },
        }
    )


def fuzzed(examples: int, *, stateful: int = 0) -> Run:
    clock = given.StandingClock()
    world = behind(MemoryStore(), clock, FOOD)
    chain = given.chain(world)
    given.location(world, of=chain)
    app = application(world, clock)
    settings = config(examples, token_of(given.ADMIN), stateful=stateful)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, config=settings)
    run = Run()
    for event in from_schema(schema).execute():
        take(event, run)
    return run


# What no schema can say: whether a cursor is ours, a reference exists, a value fits the key it is put under,
# which of two days is the later one, which years our calendar has, which characters are none of a text, and
# what is a telephone number or an address.
STATEFUL = {
    "bad-cursor",
    "cannot-change",
    "duplicate",
    "exactly-one-of",
    "unknown-kit",
    "unknown-sku",
    "forbidden-character",
    "out-of-order",
    "not-a-phone-number",
    "not-an-email",
    "not-a-date",
    "not-an-instant",
    "not-in-future",
    "in-future",
    "before-protection",
    "not-earlier",
    "too-long-ago",
    "too-long-ago-days",
    "first-contact-required",
    "at-least-one-of",
    "not-in-a-reservation",
    "is-owner",
    "unknown-reference",
    "parent-is-no-chain",
    "chain-has-no-parent",
    "own-parent",
}

# Which members belong to which kind of field: the schema lists those of all kinds, and a default must fit it.
# Which scopes a setting has: that depends on its key.
OF_KINDS = ("/kind/", "/default")
OF_KEYS = {("/scope", "not-a-choice")}

# The caller's claims may stand for the first two; what completed a registration is not taken away from it.
# A withdrawal says why in the address or in the body, and the schema of a patch requires nothing.
DEPENDING = {
    ("/region", "required"),
    ("/territory", "required"),
    ("/contact", "required"),
    ("/reason", "required"),
    ("/override/reason", "required"),
    ("/firstContact/channel", "required"),
    ("/firstContact/at", "required"),
    ("/firstContact/note", "required"),
}

# Of a decimal no schema can say how large it may be as a text, nor as a number how many places it may have.
DECIMALS = {
    f"/{name}"
    for name in (
        "laborMinutesSavedPerMeal",
        "laborCostPerHour",
        "foodCostPerMeal",
        "wasteReductionPct",
        "investment",
        "estimatedVolume",
        "savingsPerMonth",
        "roi_potential/value",
    )
}
OF_DECIMALS = {"too-large", "too-many-decimals"}


def take(event: Any, run: Run) -> None:
    if isinstance(event, NonFatalError):
        run.findings[f"error: {event.value!r}"[:400]] += 1
    if isinstance(event, EngineFinished) and event.stop_reason.value != "completed":
        run.findings[f"stopped: {event.stop_reason}"] += 1
    if not isinstance(event, ScenarioFinished):
        return
    for case, interaction in event.recorder.interactions.items():
        run.cases += 1
        run.statuses[interaction.response.status_code if interaction.response else 0] += 1
        for check in event.recorder.checks.get(case, ()):
            found = check.failure_info
            if found is not None and not rightly_refused(found.failure, interaction.response):
                told = f"{event.label}: {found.failure.title}"
                run.findings[told] += 1
                run.samples.setdefault(told, f"{found.failure.message}\n{found.code_sample}"[:1500])


def rightly_refused(failure: Any, response: Any) -> bool:
    if failure.title != "Schema-valid request rejected" or response is None or response.status_code != 400:
        return False
    errors = response.json()["errors"]
    return all(
        error["code"] in STATEFUL
        or (error["pointer"], error["code"]) in DEPENDING | OF_KEYS
        or error["pointer"].startswith(OF_KINDS)
        # Names and texts in remarks are taken as the core takes any text.
        or error["pointer"].startswith("/metadata/")
        or error["pointer"] == "/value"
        or (error["pointer"] in DECIMALS and error["code"] in OF_DECIMALS)
        for error in errors
    )


def test_a_small_run_finds_nothing() -> None:
    run = fuzzed(12)
    assert not run.findings, run.told()
    assert run.cases > 300
    assert {200, 201, 204, 400, 404} <= set(run.statuses)


@pytest.mark.long
def test_a_long_run_finds_nothing() -> None:
    run = fuzzed(400, stateful=60)
    assert not run.findings, run.told()
    assert run.cases >= 5000
