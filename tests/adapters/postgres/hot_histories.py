"""Random histories of what feeds hot rows, nasty values among them, and what the core folds from them."""

import random
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from attrs import define, field, frozen

from crm_core.domain.fields.kinds import zulu
from crm_core.domain.projections.hot_source import HotSources
from crm_food_pack.domain.fields import ROI_BUCKETS, SAMPLE_STATUSES
from tests import given

NASTY: tuple[object, ...] = (
    *(None, True, False, 0, 1, -1, 7, 3.5, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 10**400, -(10**400)),
    *map(Decimal, ("0.1", "1.0", "3.000", "1E+2", "1E-7", "-0.0", "0.005", "9999999999.99", "10000000000")),
    *map(Decimal, ("-9999999999.99", "2147483647.0", "2147483647.5", "1.230", "99999999999", "12.3400000")),
    *(
        "",
        " ",
        "x",
        "LOW",
        "low",
        " LOW",
        "LOW\n",
        "HIGH\u00a0",
        "MID",
        "Ä" * 200,
        "Ä" * 201,
        "a\u0085",
        "a\tb",
    ),
    *("DELIVERED", "SHIPPED", "delivered", "null", "true", "1", "NaN", "Infinity", "infinity", "-infinity"),
    *(
        "1800.50",
        "1.800,00",
        "-5.10",
        "1e3",
        "+5",
        "007.10",
        "0.123",
        "999999999999.99",
        "１２",
        "1.",
        ".5",
        "1 ",
    ),
    *("2025-12-31", "31.12.2025", "2025-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "0000-01-01"),
    *(
        "0001-01-01",
        "9999-12-31",
        "2025-13-01",
        "2025-00-10",
        "2025-01-00",
        "2025-01-32",
        "2025-1-1",
        "2025-04-31",
    ),
    *("2025-12-31 ", "2025-12-31\n", "２０２５-12-31", "20251231", "today", "now", "epoch", "12025-01-01"),
    *(
        "2025-12-31T08:00:00Z",
        "2025-12-31T08:00:00",
        "2025-12-31t08:00:00.123456z",
        "2025-12-31T08:00:00+05:99",
    ),
    *(
        "2025-12-31T24:00:00Z",
        "2025-12-31T23:59:60Z",
        "2025-12-31T08:00:00-23:59",
        "2025-12-31T08:00:00+24:00",
    ),
    *(
        "1899-12-31T23:00:00Z",
        "1900-01-01T00:00:00+23:59",
        "2200-12-31T23:59:59.999999-23:59",
        "2201-01-01T00:00:00Z",
    ),
    *("2025-02-30T08:00:00Z", "2025-12-31T08:60:00Z", "2025-12-31T08:00:00.1234567Z", "2025-12-31 08:00:00Z"),
    *([], {}, [None], ["Ada", {"name": "Bo"}], [[1]], {"0": 1}, {"": None}, [0] * 60, {"count": None}),
)
MEMBERS = {
    "roi_potential": ("bucket", "value"),
    "decision_makers": ("count", "has_exec_alignment", "members"),
    "seasonal_menu_cycle": ("season_start", "season_end"),
    "current_supplier_contracts": ("renewal_date", "exclusivity"),
    "sample_status": (),
    "kitchen_size": (),
}
FITTING: Mapping[str, tuple[object, ...]] = {
    "bucket": ROI_BUCKETS,
    "value": (Decimal("1800.50"), "99.90", 7, 0),
    "count": (0, 3, Decimal("4.0"), 1000),
    "has_exec_alignment": (True, False),
    "members": (["Ada"], [], [{"name": "Bo"}] * 3),
    "season_start": ("2026-03-01", "2026-04-15"),
    "season_end": ("2026-09-30",),
    "renewal_date": ("2026-06-24", "2024-02-29"),
    "exclusivity": (True, False),
}


@frozen
class Sample:
    id: UUID
    status: str
    event_at: datetime
    recorded_at: datetime


@define
class History:
    """What a customer's sources have become; each step overwrites, removes or adds."""

    customer: UUID
    fields: dict[str, object] = field(factory=dict)
    samples: dict[UUID, Sample] = field(factory=dict)

    @property
    def sources(self) -> HotSources:
        newest = max(self.samples.values(), key=lambda one: (one.recorded_at, one.id), default=None)
        if newest is None:
            return HotSources(self.fields)
        shown = {"status": newest.status, "eventAt": zulu(newest.event_at)}
        return HotSources(self.fields, {"sample": shown})


def value(chance: random.Random, key: str) -> object:
    """A value for a field: mostly of its form, with members that fit or not; sometimes anything."""
    members = MEMBERS[key]
    if not members or chance.random() < 0.15:
        anything = chance.choice(NASTY)
        return "MID" if anything is None else anything
    return {member: _member(chance, member) for member in members if chance.random() < 0.8}


def _member(chance: random.Random, member: str) -> object:
    return chance.choice(FITTING[member] if chance.random() < 0.5 else NASTY)


def sample(chance: random.Random, number: int) -> Sample:
    """Few instants, so that several samples are recorded at the same one."""
    days = chance.choice((0, 1, 365, 365 * 100, 365 * 180, -365 * 130))
    recorded = given.START + timedelta(hours=chance.randrange(3))
    year = given.START + timedelta(days=days)
    return Sample(UUID(int=number), chance.choice(SAMPLE_STATUSES), year.astimezone(UTC), recorded)


def keys(chance: random.Random) -> Iterable[str]:
    return chance.sample(list(MEMBERS), chance.randrange(1, 4))
