"""A follow-up without what people wrote to it; when it was due and how it ended stay."""

from attrs import evolve

from crm_core.domain.follow_ups.follow_up import Closing, FollowUp
from crm_core.domain.hiding import Hide, hidden_or_none


def without_words(follow_up: FollowUp, hide: Hide) -> FollowUp:
    return evolve(
        follow_up,
        closing=_said_nothing(follow_up.closing, hide),
        snoozes=tuple(evolve(one, reason=hide(one.reason)) for one in follow_up.snoozes),
    )


def _said_nothing(closing: Closing | None, hide: Hide) -> Closing | None:
    return None if closing is None else evolve(closing, note=hidden_or_none(closing.note, hide))
