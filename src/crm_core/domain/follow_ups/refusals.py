"""The truths about follow-ups that forbid something."""

from crm_core.domain.refusals import Conflict


class FollowUpIsClosed(Conflict):
    """A follow-up that is done or canceled does not change any more."""

    code = "follow-up-closed"


class FollowUpIsOverdue(Conflict):
    """Time that has run out cannot be paused."""

    code = "follow-up-overdue"


class FollowUpIsPaused(Conflict):
    """What rests has no deadline that could be put off."""

    code = "follow-up-paused"


class FollowUpHasFixedDay(Conflict):
    """A follow-up that counts back from a fixed day cannot be paused."""

    code = "follow-up-has-fixed-day"
