"""In whose words a field is told: the language, the currency, and the labels of one definition."""

import re
from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen
from babel.numbers import format_currency

from adapters.web.language import Tongue
from crm_core.domain.fields.definition import Definition


@frozen
class Speaking:
    tongue: Tongue
    currency: str
    labels: Mapping[str, str]

    @classmethod
    def of(cls, definition: Definition, tongue: Tongue, currency: str) -> "Speaking":
        return cls(tongue, currency, {part.name: in_language(part, tongue) for part in definition.parts})

    def label(self, name: str) -> str:
        """What a member or a word is called; its own name, made readable, when nobody has said."""
        return self.labels.get(name) or name.replace("_", " ").capitalize()

    def money(self, amount: Decimal) -> str:
        return money(amount, self.currency, self.tongue)


def in_language(labelled: object, tongue: Tongue) -> str:
    return str(getattr(labelled, f"label_{tongue.code}"))


def money(amount: Decimal, currency: str, tongue: Tongue) -> str:
    """Letters keep a distance from digits; the library only knows of signs."""
    text = format_currency(amount, currency, locale=tongue.locale)
    return re.sub(r"(?<=[A-Z])(?=\d)", "\N{NO-BREAK SPACE}", text)
