"""Which restricted fields of one customer somebody may read and write; decided by the access policy."""

from attrs import frozen

from crm_core.domain.fields.definition import Definition, Restriction

EVERYTHING = frozenset(Restriction)
NOTHING: frozenset[Restriction] = frozenset()


@frozen
class Clearance:
    reads: frozenset[Restriction] = NOTHING
    writes: frozenset[Restriction] = NOTHING

    def may_read(self, definition: Definition | None) -> bool:
        """A value whose definition is not known here is kept from all but those who read everything."""
        if definition is None:
            return self.reads == EVERYTHING
        return definition.restricted is None or definition.restricted in self.reads

    def may_write(self, definition: Definition) -> bool:
        return definition.restricted is None or definition.restricted in self.writes


FULL = Clearance(EVERYTHING, EVERYTHING)
