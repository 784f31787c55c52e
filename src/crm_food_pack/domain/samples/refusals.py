"""The truths about samples that forbid something."""

from crm_core.domain.refusals import Conflict


class NoSuchTransition(Conflict):
    """A sample does not go from this status to that one."""

    code = "invalid-status-transition"


class SampleIsFinal(Conflict):
    """A judged or canceled sample does not change any more."""

    code = "sample-already-final"
