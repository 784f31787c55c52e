"""What may be set about activities: which kinds are offered, and how far back they may lie."""

from collections.abc import Iterable
from decimal import Decimal

from attrs import frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.settings.setting import Setting

OFFERED_KINDS = "features.activities.kinds"
MONTHS_BACK = "activities.monthsBack"


def named_in(flag: str) -> tuple[str, ...]:
    """The kinds that a text names, separated by commas."""
    return tuple(kind.strip() for kind in flag.split(",") if kind.strip())


@frozen
class KindNames(Text):
    """Kinds of activities, separated by commas; one that nobody declares would leave nothing on offer."""

    max_length: int = 1000
    min_length: int = 0
    pattern: str | None = r"([A-Z_]+(, ?[A-Z_]+)*)?"
    declared: tuple[str, ...] = ()

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        text = super().parse(raw, at, faults)
        named = named_in(text) if isinstance(text, str) else ()
        unknown = [kind for kind in named if kind not in self.declared]
        if unknown:
            options = ", ".join(self.declared)
            return faults.add(at, "unknown-kinds", named=", ".join(unknown), options=options)
        return text


def offered_kinds(declared: Iterable[str]) -> Setting:
    """Which of the declared kinds can be logged."""
    return Setting(
        OFFERED_KINDS,
        KindNames(declared=tuple(declared)),
        "",
        label_de="Angebotene Arten von Aktivitäten (leer: alle)",
        label_en="Kinds of activities on offer (empty: all)",
    )


ACTIVITY_SETTINGS = (
    Setting(
        MONTHS_BACK,
        Number(minimum=Decimal(1), maximum=Decimal(120), places=0),
        24,
        label_de="Aktivitäten dürfen so viele Monate zurückliegen",
        label_en="Activities may lie so many months back",
    ),
)
