"""Through which statuses a sample goes, and which steps nobody can take."""

from collections.abc import Mapping
from enum import StrEnum

from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal


class SampleStatus(StrEnum):
    REQUESTED = "REQUESTED"
    PACKED = "PACKED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    FEEDBACK_SUCCESS = "FEEDBACK_SUCCESS"
    FEEDBACK_NEUTRAL = "FEEDBACK_NEUTRAL"
    FEEDBACK_FAIL = "FEEDBACK_FAIL"
    CANCELED = "CANCELED"


S = SampleStatus
JUDGED = frozenset({S.FEEDBACK_SUCCESS, S.FEEDBACK_NEUTRAL, S.FEEDBACK_FAIL})
UNDERWAY = frozenset({S.REQUESTED, S.PACKED, S.SHIPPED})
FINAL = JUDGED | {S.CANCELED}

# Logistics is done by hand, so forward steps may be skipped.
TRANSITIONS: Mapping[SampleStatus, frozenset[SampleStatus]] = {
    S.REQUESTED: frozenset({S.PACKED, S.SHIPPED, S.DELIVERED, S.CANCELED}),
    S.PACKED: frozenset({S.SHIPPED, S.DELIVERED, S.CANCELED}),
    S.SHIPPED: frozenset({S.DELIVERED, S.CANCELED}),
    S.DELIVERED: JUDGED,
    **{final: frozenset() for final in FINAL},
}


def refuse_step(old: SampleStatus, new: SampleStatus) -> None:
    """Refuses a step that the machine does not have; a final status is named as such."""
    if old in FINAL:
        raise SampleIsFinal(status=str(old))
    if new not in TRANSITIONS[old]:
        raise NoSuchTransition(old=str(old), new=str(new))
