"""The machine has exactly the steps of the contract: seven rows written out by hand."""

import pytest

from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from crm_food_pack.domain.samples.status import FINAL, TRANSITIONS, SampleStatus, refuse_step

S = SampleStatus
ALLOWED = {
    (S.REQUESTED, S.PACKED), (S.REQUESTED, S.SHIPPED), (S.REQUESTED, S.DELIVERED), (S.REQUESTED, S.CANCELED),
    (S.PACKED, S.SHIPPED), (S.PACKED, S.DELIVERED), (S.PACKED, S.CANCELED),
    (S.SHIPPED, S.DELIVERED), (S.SHIPPED, S.CANCELED),
    (S.DELIVERED, S.FEEDBACK_SUCCESS), (S.DELIVERED, S.FEEDBACK_NEUTRAL), (S.DELIVERED, S.FEEDBACK_FAIL),
}  # fmt: skip


@pytest.mark.parametrize("old", S)
@pytest.mark.parametrize("new", S)
def test_every_pair_of_statuses(old: SampleStatus, new: SampleStatus) -> None:
    if (old, new) in ALLOWED:
        refuse_step(old, new)
        assert new in TRANSITIONS[old]
    else:
        with pytest.raises(SampleIsFinal if old in FINAL else NoSuchTransition):
            refuse_step(old, new)


def test_refusals_have_the_codes_that_clients_know() -> None:
    assert NoSuchTransition.code == "invalid-status-transition"
    assert SampleIsFinal.code == "sample-already-final"
    assert {status for status in S if not TRANSITIONS[status]} == FINAL
