"""When two names mean the same company or place: case, accents, punctuation and legal forms say nothing."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

# These mean a legal form wherever they stand.
LEGAL_FORMS = frozenset(
    [
        *["gmbh", "mbh", "gesmbh", "gmbhco", "ohg", "kgaa", "gbr", "partg", "partgmbb", "mbb", "ug"],
        *["haftungsbeschraenkt", "aktiengesellschaft", "kommanditgesellschaft"],
        *["sarl", "sagl", "ltd", "limited", "llc"],
    ]
)
# These do so at the end only: elsewhere they may be a part of the name.
ENDINGS = frozenset(["ag", "kg", "se", "eg", "ev", "ek", "co", "cie", "sa", "inc", "corp"])
CONNECTIVES = frozenset(["und", "u", "and", "et"])
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "'": "", "’": "", "`": "", "´": ""})
ALIKE = 0.6


def company_key(name: str) -> str:
    """The name as registrations are compared: equal keys in the same place are the same company."""
    words = [word for word in _words(name) if word not in CONNECTIVES]
    told = [word for word in words if word not in LEGAL_FORMS]
    while len(told) > 1 and told[-1] in ENDINGS:
        told.pop()
    return "".join(told or words or _words(name)) or name.strip()


def place_key(name: str) -> str:
    return "".join(_words(name)) or name.strip()


def email_key(address: str) -> str:
    """The mailbox: nobody hides behind capitals or a tag."""
    local, at, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


def alike(one: str, other: str) -> bool:
    """Whether two keys are so similar that a person should look: a typing error, a word more or less."""
    return similarity(one, other) >= ALIKE


def similarity(one: str, other: str) -> float:
    """The share of common triples of letters, as PostgreSQL's pg_trgm counts them."""
    first, second = _triples(one), _triples(other)
    return len(first & second) / len(first | second)


def _triples(key: str) -> frozenset[str]:
    padded = f"  {key} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _words(name: str) -> Sequence[str]:
    """The words, folded; letters that stand alone, as in `e. K.`, belong together."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold()).translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", folded)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    spaced = "".join(char if char.isalnum() else " " for char in letters)
    return list(_joined(spaced.split()))


def _joined(words: Iterable[str]) -> Iterable[str]:
    for single, run in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        if single:
            yield "".join(run)
        else:
            yield from run
