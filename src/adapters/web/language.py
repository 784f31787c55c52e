"""What the pages say, in German and in English: catalogues, plurals, dates and numbers."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from crm_core.domain.refusals import FieldError, Refusal

LANGUAGES = ("de", "en")
PLURALS = {"one", "other"}  # the forms that both languages have (CLDR)
_CATALOGUES = Path(__file__).parent / "i18n"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_IN_GENERAL = "page-error.409.text"
ZONE = ZoneInfo("Europe/Berlin")  # where the business counts its days

Sentence = str | Mapping[str, str]


@frozen
class Tongue:
    """One language; a sentence with plural forms is chosen by `n`."""

    code: str
    sentences: Mapping[str, Sentence] = field(repr=False)
    locale: Locale

    def say(self, key: str, **facts: object) -> str:
        sentence = self.sentences[key]
        if isinstance(sentence, Mapping):
            number = facts["n"]
            assert isinstance(number, int)  # noqa: S101 - plural sentences count whole things
            sentence = sentence[self.locale.plural_form(number)]
            facts = {**facts, "n": self.number(number)}
        return sentence.format(**facts) if facts else sentence

    def knows(self, key: str) -> bool:
        return key in self.sentences

    def error(self, error: FieldError) -> str:
        """Why a field is bad: the field's own sentence for this code, its kind's, or the general one."""
        general = f"error.{error.code}"
        for key in (f"{general}:{error.field}", f"{general}:{error.facts.get('expected')}", general):
            if key in self.sentences:
                return self.say(key, **dict(error.facts))
        return self.say("error.other")

    def refusal(self, refusal: Refusal) -> str:
        """Why it was refused; `:open` where a day is not known; without words of its own told in general."""
        facts = {name: self._told(value) for name, value in refusal.facts.items()}
        key = f"refusal.{refusal.code}"
        for one in (f"{key}:open",) * (None in facts.values()) + (key,):
            if one in self.sentences:
                return self.say(one, **facts)
        return self.say(_IN_GENERAL)

    def _told(self, value: object) -> object:
        """Instants and days, also as they are written in answers, as people read them."""
        if isinstance(value, str) and _DAY.fullmatch(value):
            return self.date(date.fromisoformat(value))
        if isinstance(value, datetime):
            return self.day(value)
        return self.date(value) if isinstance(value, date) else value

    def number(self, value: float | Decimal) -> str:
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def day(self, at: datetime) -> str:
        """The day of an instant, as Berlin has it."""
        return self.date(at.astimezone(ZONE).date())

    def date(self, day: date) -> str:
        return format_date(day, "medium", locale=self.locale)

    def moment(self, at: datetime) -> str:
        pattern = "d. MMM y, HH:mm" if self.code == "de" else "d MMM y, HH:mm"
        return format_datetime(at.astimezone(ZONE), pattern, locale=self.locale)


@cache
def tongue(code: str) -> Tongue:
    sentences: dict[str, Sentence] = {}
    for place in sorted((_CATALOGUES / code).glob("*.toml")):
        sentences.update(_flat(tomllib.loads(place.read_text(encoding="utf-8"))))
    # English as the region writes it: day before month, 24 hours.
    locale = Locale("de", "DE") if code == "de" else Locale("en", "GB")
    return Tongue(code, sentences, locale)


def _flat(tree: Mapping[str, Any], at: str = "") -> list[tuple[str, Sentence]]:
    found: list[tuple[str, Sentence]] = []
    for name, value in tree.items():
        key = f"{at}{name}"
        is_sentence = isinstance(value, str) or set(value) == PLURALS
        found += [(key, value)] if is_sentence else _flat(value, f"{key}.")
    return found


def preferred(accept_language: str, default: str) -> str:
    """The first of our languages by the weights of an Accept-Language header (RFC 9110)."""
    best, chosen = 0.0, default
    for part in accept_language.split(",")[:20]:
        name, _, weight = part.partition(";q=")
        code = name.strip().lower()[:2]
        try:
            value = float(weight or 1)
        except ValueError:
            continue
        if code in LANGUAGES and value > best:
            best, chosen = value, code
    return chosen
