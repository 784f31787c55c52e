"""Random histories on a grid, dense around the deadlines, from dice that a seed or Hypothesis throws."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from attrs import frozen

from crm_core.domain.leads.history import Activity, Extension, Hold, HoldReason, Notice, ProtectionHistory
from crm_core.domain.leads.rules import Ending, GraceStart, ProtectionRules

Fact = TypeVar("Fact")

KINDS = ("QUALIFIED_CALL", "CUSTOMER_REACTION", "SCHEDULED_FOLLOWUP", "SAMPLE_FEEDBACK", "ROI_PRESENTATION")
OTHER_KINDS = ("NOTE", "CALL", "EMAIL", "SAMPLE_SENT")


@frozen
class Case:
    history: ProtectionHistory
    rules: ProtectionRules
    instants: tuple[datetime, ...]  # where to look


class Dice:
    def __init__(self, random: Random, tick: timedelta) -> None:
        self.random = random
        self.tick = tick
        self.start = datetime(2024, 12, 1, tzinfo=UTC) + timedelta(days=self.random.randrange(200))
        self.rules = self.any_rules()
        self.span = self.rules.base_months * 32
        self.landmarks = self.any_landmarks()

    def any_rules(self) -> ProtectionRules:
        choose = self.random.choice
        return ProtectionRules(
            name="random",
            base_months=choose((1, 1, 1, 1, 2)),
            progress_days=choose((7, 7, 8, 10, 14, 30)),
            grace_days=choose((1, 2, 3, 5)),
            grace_start=choose((GraceStart.ON_DELIVERED_NOTICE,) * 4 + (GraceStart.AUTOMATIC,)),
            ending=choose((Ending.EARLIEST,) * 9 + (Ending.SUM,)),
        )

    def any_landmarks(self) -> list[datetime]:
        """Instants at which several facts may meet: deadlines as they would be without pauses."""
        progress, grace = timedelta(days=self.rules.progress_days), timedelta(days=self.rules.grace_days)
        free = [self.free() for _ in range(3)]
        moments = [self.start, *free]
        return [*moments, *(m + progress for m in moments), *(m + progress + grace for m in moments)]

    def free(self) -> datetime:
        hours = self.random.randrange(-3 * 24, self.span * 24)
        return self.start + timedelta(hours=hours) + self.tick * self.random.randrange(3)

    def near(self) -> datetime:
        if self.random.random() < 0.4:
            return self.free()
        return self.random.choice(self.landmarks) + self.tick * self.random.choice((-24, -1, 0, 0, 0, 1, 24))

    def later(self, instant: datetime, *days: float) -> datetime:
        """Up to so many days later; zero often, because ties are where rules go wrong."""
        length = self.random.choice((0, 0, *days))
        return instant + self.tick * round(timedelta(days=length) / self.tick) * self.random.choice((0, 1, 1))

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def activity(self) -> Activity:
        occurred = self.near()
        recorded = self.later(occurred, 0.5, 2, 6, 7, 7 + 1 / 24, 12)
        kind = self.random.choice(OTHER_KINDS if self.maybe(0.1) else KINDS)
        return Activity(
            kind=kind,
            occurred_at=occurred,
            credited_to_owner=not self.maybe(0.05),
            recorded_at=occurred - timedelta(days=2) if self.maybe(0.05) else recorded,
            confirmed_at=self.later(recorded, 1, 3) if self.maybe(0.3) else None,
            withdrawn_at=self.later(recorded, 1, 4, 9) if self.maybe(0.15) else None,
        )

    def hold(self) -> Hold:
        start = self.near()
        recorded = start if self.maybe(0.5) else self.later(start, 1, 5, 7, -2)
        end = None if self.maybe(0.1) else self.later(start, 0.25, 1, 3, 6, 15)
        ended = end is not None and self.maybe(0.3)
        return Hold(
            start=start,
            end=end,
            reason=self.random.choice(tuple(HoldReason)),
            recorded_at=recorded,
            end_recorded_at=self.later(max(recorded, end), 1, 4, 10, 20)
            if ended and end is not None
            else None,
        )

    def notice(self) -> Notice:
        sent = self.near()
        delivered = None if self.maybe(0.1) else self.later(sent, 1 / 24, 0.5, 2)
        if delivered is None:
            return Notice(sent_at=sent)
        recorded = delivered if self.maybe(0.5) else self.later(delivered, 0.5, 1, 3, 5, 9)
        bounced = self.later(recorded, 0.5, 2, 4) if self.maybe(0.15) else None
        return Notice(sent_at=sent, delivered_at=delivered, recorded_at=recorded, bounced_at=bounced)

    def extension(self) -> Extension:
        granted = self.near()
        months, days = self.random.choice(((1, 0), (0, 1), (0, 10)))
        return Extension(
            granted_at=granted, months=months, days=days, recorded_at=self.later(granted, 1, 5, -1)
        )

    def shuffled(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(self.random.sample(facts, len(facts)))

    def how_many(self, most: int) -> range:
        return range(self.random.randrange(most + 1))

    def history(self) -> ProtectionHistory:
        transfer = max(self.near(), self.start) if self.maybe(0.1) else self.start
        return ProtectionHistory(
            started_at=self.start,
            inactivity_from=transfer,
            activities=tuple(self.activity() for _ in self.how_many(4)),
            holds=tuple(self.hold() for _ in self.how_many(3)),
            notices=tuple(self.notice() for _ in self.how_many(4)),
            extensions=tuple(self.extension() for _ in self.how_many(1)),
        )

    def look(self) -> datetime:
        return max(self.near(), self.start)


def random_case(seed: int, tick: timedelta, *, looks: int = 2) -> Case:
    dice = Dice(Random(seed), tick)
    return Case(dice.history(), dice.rules, tuple(dice.look() for _ in range(looks)))
