"""Why the system says no: refusals are exceptions of a few kinds, each named by the truth that forbids."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from attrs import frozen


@frozen
class FieldError:
    """One bad field of an input, named so that a person and a program can both find it."""

    pointer: str
    code: str
    facts: Mapping[str, object] = {}

    @property
    def field(self) -> str:
        return self.pointer.lstrip("/").replace("/", ".")


class Refusal(Exception):
    """A request that cannot be granted; `code` is stable, `facts` fill the sentence of that code."""

    code: ClassVar[str]
    # The facts that a program is told beside the sentence.
    told: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, errors: Iterable[FieldError] = (), **facts: object) -> None:
        super().__init__(self.code)
        self.errors = tuple(errors)
        self.facts = facts


class NotFound(Refusal):
    """It does not exist, or it lies outside of what the caller may see: the same answer for both."""

    code = "not-found"


class NotAllowed(Refusal):
    """The caller may see it, but it is not theirs to change."""

    code = "not-allowed"


class Invalid(Refusal):
    """The input itself is wrong; every bad field is named."""

    code = "validation-failed"


class Conflict(Refusal):
    """The input is fine, but the present state forbids it."""

    code = "conflict"


class Outdated(Refusal):
    """Somebody else changed it since the caller looked."""

    code = "version-mismatch"


class Gone(Refusal):
    """It was there, and its time is over."""

    code = "gone"


class TooOften(Refusal):
    """Asked too often; `seconds` are to be waited."""

    code = "rate-limited"


class Unavailable(Refusal):
    """Not now; the same request may succeed later."""

    code = "unavailable"


def unknown_reference(pointer: str) -> Invalid:
    """A reference to something absent or invisible: the caller must not learn which of the two."""
    return Invalid(errors=[FieldError(pointer, "unknown-reference")])
