"""By whose word a field says what it says: of activities, or of people, who outweigh what was said before."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.effects import FieldWrite
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.field_set import FieldChange


@frozen
class Written:
    """What people last wrote by hand into the members that a write names and when that was, if it is known;
    and which activities wrote them since."""

    by_hand: Mapping[str, object]
    at: datetime | None = None
    since: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, stands: object, line: Iterable[FieldChange], write: FieldWrite) -> "Written":
        """From the field's value and its changes, the newest first."""
        by_hand, since = write.named(stands), set[UUID]()
        for change in line:
            old = write.named(change.old)
            if same(old, write.named(change.new)):
                continue
            if change.stamp.activity is None:
                return cls(by_hand, change.stamp.at, frozenset(since))
            since.add(change.stamp.activity)
            by_hand = old
        return cls(by_hand, None, frozenset(since))

    def newest(self, standing: Iterable[Activity], saying: UUID | None) -> Iterable[Activity]:
        """The activities that still have a say, the newest first; `saying` has it in any case."""
        heard = [one for one in standing if one.id == saying or self._hears(one)]
        return sorted(heard, key=lambda one: (one.occurred_at, one.recorded_at, one.id), reverse=True)

    def _hears(self, activity: Activity) -> bool:
        return self.at is None or activity.recorded_at >= self.at or activity.id in self.since
