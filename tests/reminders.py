"""Which of several attempts took effect, as rule 3 has it: what tests of reminders look for."""

from collections.abc import Iterable
from datetime import datetime

from crm_core.domain.leads.notices import Attempt


def effective(attempts: Iterable[Attempt], window: str, due_since: datetime) -> Attempt | None:
    """The attempt that started the grace of a window: the earliest delivery of a valid one."""
    valid = (
        one
        for one in attempts
        if one.window == window
        and one.sent_at is not None
        and one.sent_at >= due_since
        and one.delivered_at is not None
        and one.bounced_at is None
    )
    return min(valid, key=lambda one: (one.delivered_at, one.channel, one.number), default=None)
