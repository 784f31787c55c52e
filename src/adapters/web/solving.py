"""A value that two people changed: what was seen and made of it travels sealed while one of them chooses."""

from collections.abc import Mapping

from adapters.web.field_conflict import FieldConflict, compared
from adapters.web.seen_form import BASE, sealed, seen
from adapters.web.visit import Visit
from crm_core.domain.fields.kinds import Kind
from crm_core.domain.refusals import FieldError, Invalid

SOLVING, CHOICE = "solving", "choice."


def unsolved(visit: Visit, of: str, *, base: object, mine: object) -> str:
    """What the form in which somebody chooses says beside what stands now."""
    return sealed(visit, f"{of}?", {"base": base, "mine": mine})


def conflict_with(
    visit: Visit, of: str, kind: Kind, form: Mapping[str, str], *, mine: object, theirs: object
) -> tuple[FieldConflict, str]:
    """How a form and what stands disagree, and what the form to choose in has to say."""
    base = seen(visit, of, form.get(BASE, ""))
    found = compared(kind, base=base, mine=mine, theirs=theirs)
    return found, unsolved(visit, of, base=base, mine=mine)


def is_solving(form: Mapping[str, str]) -> bool:
    return SOLVING in form


def solved(visit: Visit, of: str, kind: Kind, form: Mapping[str, str]) -> object:
    """The value that was chosen in a form to choose in."""
    said = seen(visit, f"{of}?", form.get(SOLVING, ""))
    if not isinstance(said, Mapping):
        raise Invalid(errors=[FieldError("", "unreadable-form")])
    theirs = seen(visit, of, form.get(BASE, ""))
    choices = {name.removeprefix(CHOICE): one for name, one in form.items() if name.startswith(CHOICE)}
    found = compared(kind, base=said.get("base"), mine=said.get("mine"), theirs=theirs)
    return found.solved(choices)
