"""Numbers as people type them: 1.800,50 in German, 1,800.50 in English, and plainly in both."""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_NUMERIC = re.compile(r"[+-]?[0-9.,]{1,60}")


def number_typed(text: str, locale: Locale) -> Decimal | str:
    """The number, or the text itself when it is none; what is wrong with it is then said by its kind."""
    spaceless = re.sub(r"[\s'’€%]|EUR|CHF", "", text)
    if _NUMERIC.fullmatch(spaceless) is None:
        return text
    try:
        return parse_decimal(spaceless, locale=locale, strict=True)
    except NumberFormatError:
        return Decimal(spaceless) if _PLAIN.fullmatch(spaceless) else text


def number_shown(value: object, locale: Locale) -> str:
    """The number as it stands in an input: as one would type it, without grouping."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    exact = Decimal(str(value))
    places = max(0, -int(exact.as_tuple().exponent))
    pattern = "0." + "0" * places if places else "0"
    return format_decimal(exact, pattern, locale=locale)
