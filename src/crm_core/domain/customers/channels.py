"""Ways to reach somebody: the normal form of a phone number, and when a way is another one."""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b

# National numbers begin with this in the countries we sell to; their calling codes by ISO 3166.
TRUNK = "0"
CALLING_CODES: Mapping[str, str] = {"DE": "49", "AT": "43", "CH": "41"}
DIGITS = range(5, 16)  # what a number has, calling code included (E.164 allows fifteen)


def normal_phone(text: str, country: str | None = None) -> str | None:
    """`+` and digits where the country is known, else the digits alone; None when it is no number."""
    number = re.sub(r"[^0-9+]", "", text.replace("(0)", "") if text.startswith(("+", "00")) else text)
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith(TRUNK) and (code := CALLING_CODES.get(country or "")):
        number = f"+{code}{number[1:]}"
    return number if len(number.lstrip("+")) in DIGITS else None


def forms(channel: str, country: str | None = None) -> frozenset[str]:
    """What two ways have in common when they are one: case, separators and calling codes do not matter.

    A national number whose country is not known may be of any that we sell to. Nothing, if it is no number.
    """
    if "@" in channel:
        return frozenset({channel.casefold()})
    countries = (country,) if country in CALLING_CODES else CALLING_CODES
    numbers = (normal_phone(channel, one) for one in (None, *countries))
    return frozenset(number for number in numbers if number is not None)


def others(
    stored: Iterable[str | None], known: Iterable[str | None], country: str | None = None
) -> tuple[frozenset[str], ...]:
    """The forms of each stored way that is none of those that were known before."""
    before = frozenset(form for one in known if one for form in forms(one, country))
    found = (forms(one, country) for one in stored if one)
    return tuple(each for each in found if each and before.isdisjoint(each))


def mark(form: str, salt: bytes) -> str:
    """By which a way is known again and cannot be read: many thousand numbers have the same twenty bits."""
    return blake2b(form.encode(), digest_size=3, salt=salt).hexdigest()[:5]
