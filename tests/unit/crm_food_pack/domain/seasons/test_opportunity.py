"""There is a window of opportunity before a renewal and before a season."""

from datetime import date

import pytest

from crm_food_pack.domain.seasons.opportunity import is_open
from crm_food_pack.domain.seasons.window import SeasonWindow

TODAY = date(2026, 3, 2)
SOON = SeasonWindow(date(2026, 5, 1), date(2026, 8, 1))
LATER = SeasonWindow(date(2026, 5, 2), date(2026, 8, 1))


@pytest.mark.parametrize(
    ("renewal", "season", "opportunity"),
    [
        (None, None, False),
        (date(2026, 5, 31), None, True),
        (date(2026, 6, 1), None, False),
        (TODAY, None, True),
        (date(2026, 3, 1), None, False),
        (None, SOON, True),
        (None, LATER, False),
        (date(2026, 6, 1), SOON, True),
    ],
)
def test_within_ninety_days_of_a_renewal_or_sixty_of_a_season(
    renewal: date | None, season: SeasonWindow | None, opportunity: bool
) -> None:
    assert is_open(renewal, season, TODAY) is opportunity
