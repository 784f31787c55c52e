"""When a customer can be won: their contract renews soon, or their season is about to open."""

from datetime import date

from crm_food_pack.domain.seasons.window import SeasonWindow

RENEWAL_WITHIN, SEASON_WITHIN = 90, 60  # days


def is_open(renewal: date | None, season: SeasonWindow | None, today: date) -> bool:
    """Whether there is a window of opportunity today."""
    renews = renewal is not None and 0 <= (renewal - today).days <= RENEWAL_WITHIN
    return renews or (season is not None and season.opens_within(SEASON_WITHIN, today))
