"""Ways to reach somebody: the normal form of a phone number, and when a way is another one."""

import re
from collections.abc import Iterable, Mapping

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


def same_channel(channel: str) -> str:
    """What two ways have in common when they are one: case and separators do not matter."""
    return channel.casefold() if "@" in channel else normal_phone(channel) or channel


def is_another(stored: Iterable[str | None], known: Iterable[str | None]) -> bool:
    """Whether one of the stored ways is none of those that were known before."""
    before = {same_channel(one) for one in known if one}
    return any(one and same_channel(one) not in before for one in stored)
