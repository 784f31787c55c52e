"""Every bad field of one input, collected while it is read, so that all of them are answered together."""

from attrs import define, field

from crm_core.domain.refusals import FieldError, Invalid


class _Unreadable:
    """The value of something that could not be read; it never leaves a parse."""

    def __repr__(self) -> str:
        return "UNREADABLE"


UNREADABLE = _Unreadable()


@define
class Faults:
    found: list[FieldError] = field(factory=list)

    def add(self, pointer: str, code: str, **facts: object) -> _Unreadable:
        self.found.append(FieldError(pointer, code, facts))
        return UNREADABLE

    def refuse_if_any(self) -> None:
        if self.found:
            raise Invalid(errors=self.found)


def step(pointer: str, key: object) -> str:
    """One step deeper, as a JSON pointer (RFC 6901)."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
