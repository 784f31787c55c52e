"""What of an activity people put into words, and the activity without them: its codes and numbers stay."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Identity, Instant, Kind
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Record
from crm_core.domain.hiding import Hide, hidden_or_none, hidden_texts

# What can be said in these names nobody.
_CODES = (Boolean, Choice, Day, Identity, Instant, MultiChoice, Number)


@frozen
class Words:
    """Hides the words of activities by what their kinds declare; what nobody declares is taken for words."""

    types: Dictionary
    hide: Hide

    def note(self, text: str | None) -> str | None:
        return hidden_or_none(text, self.hide)

    def content(self, kind: str, told: Mapping[str, object]) -> dict[str, object]:
        """The content as it is kept, plain, of an activity of this kind."""
        known = self.types.types.get(kind)
        declared = {} if known is None else {member.key: member.kind for member in known.content.members}
        return {key: self._hidden(declared.get(key), value) for key, value in told.items()}

    def _hidden(self, kind: Kind | None, value: object) -> object:
        if isinstance(kind, Record) and isinstance(value, Mapping):
            members = {member.key: member.kind for member in kind.members}
            return {key: self._hidden(members.get(key), one) for key, one in value.items()}
        if isinstance(kind, ListOf) and isinstance(value, list | tuple):
            return [self._hidden(kind.item, one) for one in value]
        if isinstance(kind, _CODES) and _is_one(kind, value):
            return value
        return hidden_texts(value, self.hide)


def _is_one(kind: Kind, value: object) -> bool:
    """A text that was kept before its kind was narrowed is a text still."""
    faults = Faults()
    kind.parse(value, "", faults)
    return not faults.found
