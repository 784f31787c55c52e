"""One sample: what lies in it, where it is, each step as it happened and as it was recorded, what is due."""

from collections.abc import Sequence

from litestar import get
from litestar.params import FromPath

from adapters.web.customer_surroundings import DueRow
from adapters.web.follow_up_words import due_in_words, title_of
from adapters.web.routes.here import Here, Page
from adapters.web.sample_board import steps_from
from adapters.web.sample_words import (
    COLOURS,
    FEATURE,
    SampleWords,
    feedback_path,
    party_path,
    sample_id_of,
)
from adapters.web.visit import Visit
from crm_core.domain.follow_ups.listing import FollowUpFilter
from crm_core.queries.engagement import engagement
from crm_core.queries.follow_ups import list_follow_ups
from crm_food_pack.domain.deadlines import SAMPLE_FEEDBACK
from crm_food_pack.domain.samples.lateness import is_late
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import JUDGED
from crm_food_pack.queries.samples import sample_by_id

_DUE = 100  # of one kind and one customer: more than anybody has


@get("/samples/{sample_id:str}", sync_to_thread=True)
def sample_detail(visit: Here, sample_id: FromPath[str]) -> Page:
    visit.refuse_unless_offered(FEATURE)
    return sample_page(visit, sample_id_of(sample_id))


def sample_page(visit: Visit, sample_id: SampleId, *, trouble: str | None = None, status: int = 200) -> Page:
    """The sample as it stands; `trouble` is why it did not move."""
    seen = sample_by_id(sample_id, actor=visit.actor, world=visit.world)
    sample, words = seen.sample, SampleWords.of(visit)
    whom = engagement(sample.party, actor=visit.actor, world=visit.world)
    steps = steps_from(sample.status) if whom.may_engage else ()
    return visit.page(
        "samples/detail.html",
        status,
        seen=seen,
        sample=sample,
        title=words.title(sample.wanted),
        items=words.items(sample.wanted.items),
        party=party_path(sample.party),
        steps=[one for one in steps if one not in JUDGED],
        awaits_feedback=not JUDGED.isdisjoint(steps),
        feedback=feedback_path(visit, sample),
        colours=COLOURS,
        late=is_late(sample, visit.world.clock.now(), visit.world.working_days.at(seen.place)),
        due=_due(visit, sample),
        trouble=trouble,
    )


def _due(visit: Visit, sample: Sample) -> Sequence[DueRow]:
    """The follow-ups that this sample opened."""
    party = sample.party
    wanted = FollowUpFilter(customer=party.customer_id, lead=party.lead_id, rule=SAMPLE_FEEDBACK.key)
    found = list_follow_ups(wanted, limit=_DUE, cursor=None, actor=visit.actor, world=visit.world)
    return [
        DueRow(
            one,
            title_of(visit, one.rule),
            str(one.badge(found.now) or ""),
            due_in_words(visit, one, found.now),
        )
        for one in found.rows
        if one.source.id == sample.id
    ]
