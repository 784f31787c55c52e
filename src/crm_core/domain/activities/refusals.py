"""The truths about activities that forbid something."""

from crm_core.domain.refusals import Conflict


class ActivityIsWithdrawn(Conflict):
    """A withdrawn activity can be read, not changed."""

    code = "activity-withdrawn"
