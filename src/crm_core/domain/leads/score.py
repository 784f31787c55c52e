"""How promising a lead is, from 0 to 100, in parts of equal weight, each explained by its reasons."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from attrs import frozen

FULL = 100


class Promise(StrEnum):
    """What people see at a glance."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


@frozen
class Reason:
    """Why points were given, in both languages; none for what is not known."""

    points: int
    de: str
    en: str


@frozen
class ScorePart:
    """One view of the lead; more reasons than 100 points' worth count as 100."""

    name: str
    label_de: str
    label_en: str
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return max(0, min(FULL, sum(reason.points for reason in self.reasons)))


@frozen
class Score:
    parts: tuple[ScorePart, ...]

    @property
    def points(self) -> int:
        """The mean of the parts, halves rounded up."""
        if not self.parts:
            return 0
        mean = Decimal(sum(part.points for part in self.parts)) / len(self.parts)
        return int(mean.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def promise(self) -> Promise:
        if self.points >= 70:
            return Promise.HIGH
        return Promise.MEDIUM if self.points >= 40 else Promise.LOW
