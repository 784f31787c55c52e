"""The truths about fields that forbid something."""

from collections.abc import Iterable

from crm_core.domain.refusals import Conflict, FieldError, Invalid, NotAllowed


class FieldIsRestricted(NotAllowed):
    """Our own terms with a customer are written by those who answer for the whole account."""

    code = "field-restricted"


class FieldBelongsToThePack(Conflict):
    """What a pack declares is changed by another version of the pack, not at run time."""

    code = "field-of-pack"


class ValuesBreakTheDefinition(Conflict):
    """A tighter definition would make wrong what stands in the fields of these customers."""

    code = "values-break-definition"


class DefinitionIsBeingChecked(Conflict):
    """Values are being looked at for a tighter definition; the outcome decides what can be changed next."""

    code = "definition-being-checked"


class TooManyFields(Conflict):
    """A tenant declares a few hundred fields of its own; more of them are a table of its own."""

    code = "too-many-fields"


class KeyWasUsed(Conflict):
    """Values stand, or stood, under this key from another time; they are no values of a new field."""

    code = "key-was-used"


class UniqueValueIsTaken(Conflict):
    """While a customer was archived, another one took a value that no two live customers may have."""

    code = "value-taken"


def taken(keys: Iterable[str]) -> Invalid:
    """Another customer has this value of a unique field; which one is not told."""
    return Invalid(errors=[FieldError(f"/{key}", "not-unique") for key in keys])
