"""A customer is at risk by silence, by its length, or when mail comes back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.customers.customer import Contactability
from crm_food_pack.domain.kpis.risk import Level, Relation, Relations, at_risk, level
from crm_food_pack.domain.seasons.window import SeasonWindow

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)
FRESH = Relation(UUID(int=1), NOW - timedelta(days=700), last_activity_at=NOW)
OPEN = SeasonWindow(date(2026, 8, 1), date(2026, 10, 1))
AHEAD = SeasonWindow(date(2026, 11, 1), date(2026, 12, 31))
OVER = SeasonWindow(date(2026, 4, 1), date(2026, 6, 30))
LONG_OVER = SeasonWindow(date(2025, 4, 1), date(2025, 8, 31))


def silent(days: int, **more: object) -> Relation:
    return evolve(FRESH, last_activity_at=NOW - timedelta(days=days), **more)  # type: ignore[arg-type]  # a builder's loose arguments


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, None), (59, None), (60, Level.LOW), (89, Level.LOW), (90, Level.MEDIUM), (119, Level.MEDIUM),
        (120, Level.HIGH), (900, Level.HIGH),
    ],
)  # fmt: skip
def test_the_length_of_silence_decides(days: int, expected: Level | None) -> None:
    assert level(silent(days), NOW) is expected


def test_who_was_never_spoken_to_is_counted_from_creation() -> None:
    assert level(Relation(UUID(int=1), NOW - timedelta(days=95)), NOW) is Level.MEDIUM


@pytest.mark.parametrize(
    ("season", "expected"),
    [(OPEN, Level.MEDIUM), (AHEAD, None), (OVER, None), (LONG_OVER, Level.MEDIUM), (None, Level.MEDIUM)],
)
def test_out_of_season_silence_is_no_risk(season: SeasonWindow | None, expected: Level | None) -> None:
    assert level(silent(100, season=season), NOW) is expected


@pytest.mark.parametrize("season", [None, AHEAD])
def test_mail_that_comes_back_is_always_a_high_risk(season: SeasonWindow | None) -> None:
    bounced = silent(0, season=season, contactability=Contactability.HARD_BOUNCE)

    assert level(bounced, NOW) is Level.HIGH
    assert level(evolve(bounced, contactability=Contactability.SOFT_BOUNCE), NOW) is None


def test_days_are_local_days() -> None:
    just_after_midnight = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)
    evening = just_after_midnight - timedelta(days=59, hours=3)

    assert level(evolve(FRESH, last_activity_at=evening), just_after_midnight) is Level.LOW


def test_the_figure_counts_them_and_names_them() -> None:
    figure = at_risk(Relations([FRESH, silent(60), evolve(silent(200), customer_id=UUID(int=2))], NOW))

    assert (figure.value, figure.records) == (2, (UUID(int=1), UUID(int=2)))
