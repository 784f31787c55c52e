"""Which patterns an admin may give to a field at run time: only such that no text can make them slow."""

import re

from attrs import frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Text

MAX_PATTERNED_LENGTH = 200
# Backtracking costs up to length ** this many steps: about 1.3 million for a text of 200 characters.
MAX_VARIABLE_PARTS = 3

_ATOM = r"(?:\\[dwsDWS.+*?()\[\]{}|^$/\\-]|\[\^?(?:[^\]\[\\]|\\.)+\]|[^\\\[\](){}?*+|^$])"
_VARIABLE = r"(?:[?*+]|\{\d{1,3},\d{0,3}\})"
# Doubled, these will mean operations on sets in a later version of `re`.
_RESERVED = ("--", "&&", "~~", "||")
_SHAPE = re.compile(rf"(?:{_ATOM}(?:{_VARIABLE}|\{{\d{{1,3}}\}})?)+")
_PART = re.compile(rf"{_ATOM}(?P<variable>{_VARIABLE})?(?:\{{\d{{1,3}}\}})?")


@frozen
class PatternText(Text):
    """A pattern of plain characters, classes and counts: no groups, no alternatives, no look-around."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        pattern = super().parse(raw, at, faults)
        if not isinstance(pattern, str):
            return pattern
        return pattern if is_harmless(pattern) else faults.add(at, "pattern-not-allowed")


def is_harmless(pattern: str) -> bool:
    if _SHAPE.fullmatch(pattern) is None or any(double in pattern for double in _RESERVED):
        return False
    variable = sum(part.group("variable") is not None for part in _PART.finditer(pattern))
    return variable <= MAX_VARIABLE_PARTS and _compiles(pattern)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
