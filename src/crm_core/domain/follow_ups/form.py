"""What people write when they complete a follow-up, put it off or let it rest."""

from crm_core.domain.fields.kinds import Instant, Text
from crm_core.domain.fields.record import Member, Record

COMPLETION = Record(
    (Member("outcome", Text(100, examples=("REACHED",))), Member("note", Text(4000, min_length=0)))
)
_REASON = Member("reason", Text(500, min_length=3), required=True)
SNOOZE = Record((Member("until", Instant(), required=True), _REASON))
PAUSE = Record((_REASON,))
