"""What logging an activity did beside recording it, as sentences for the page that follows."""

from collections.abc import Iterator, Sequence

from adapters.web.activity_words import kind_called
from adapters.web.follow_up_words import due_day, title_of
from adapters.web.notice import Notice
from adapters.web.visit import Visit
from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.effects import StatusMove
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.use_cases.activities.correct_activity import Corrected
from crm_core.use_cases.activities.log_activity import Logged


def logged_notice(visit: Visit, logged: Logged) -> Notice:
    """Says what happened and offers to take all of it back."""
    activity = logged.activity
    did = [*_moved(visit, activity), *_followed(visit, logged.follow_ups)]
    facts = {"kind": kind_called(visit, activity.entry.kind), "did": " ".join(did)}
    return Notice("notice.activity-logged", facts, undo=f"/activities/{activity.id}/undo")


def corrected_notice(visit: Visit, corrected: Corrected) -> Notice:
    facts = {
        "kind": kind_called(visit, corrected.activity.entry.kind),
        "did": " ".join(_followed(visit, corrected.follow_ups)),
    }
    return Notice("notice.activity-corrected", facts)


def _followed(visit: Visit, follow_ups: Sequence[FollowUp]) -> Iterator[str]:
    """What is done with it, and what is due after it, or due again."""
    for one in follow_ups:
        title = title_of(visit, one.rule)
        if one.state is State.DONE:
            yield visit.say("deed.follow-up-done", title=title)
        elif one.due_at is not None:
            yield visit.say("deed.follow-up-opened", title=title, day=visit.tongue.date(due_day(one.due_at)))


def _moved(visit: Visit, activity: Activity) -> Iterator[str]:
    kind = visit.world.activity_types.types[activity.entry.kind]
    for effect in kind.effects:
        follows = effect.follows(activity)
        if isinstance(follows, StatusMove):
            yield visit.say("deed.sample", status=visit.say(f"hot-word.sample_status.{follows.status}"))
