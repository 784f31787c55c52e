"""All declared settings; a key that is not declared does not exist."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen

from crm_core.domain.fields.kinds import Boolean
from crm_core.domain.fields.numbers import Number
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.setting import Limit, Setting


@frozen
class SettingsRegistry:
    declared: Mapping[str, Setting]

    @classmethod
    def of(cls, settings: Iterable[Setting]) -> "SettingsRegistry":
        declared: dict[str, Setting] = {}
        for setting in settings:
            if setting.key in declared:
                raise ValueError(f"{setting.key} is declared twice")
            declared[setting.key] = setting
        return cls(declared)

    def get(self, key: str) -> Setting:
        if key not in self.declared:
            raise NotFound
        return self.declared[key]


def _per_minute(key: str, default: int, label_de: str, label_en: str) -> Setting:
    kind = Number(minimum=Decimal(1), maximum=Decimal(1_000_000), places=0)
    return Setting(key, kind, default, label_de, label_en, limit=Limit.UPPER)


CORE_SETTINGS = (
    Setting(
        "http.requireIfMatch",
        Boolean(),
        default=False,
        label_de="Änderungen verlangen If-Match",
        label_en="Changes require If-Match",
    ),
    _per_minute("http.rateLimit.reads", 6000, "Lesende Aufrufe je Minute", "Reads per minute"),
    _per_minute("http.rateLimit.writes", 1200, "Schreibende Aufrufe je Minute", "Writes per minute"),
)
