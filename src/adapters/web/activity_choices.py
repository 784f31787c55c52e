"""What an activity may point to: the party's samples and calculations, in words."""

from adapters.web.sample_words import SampleWords, status_word
from adapters.web.values.controls import Options
from adapters.web.values.speaking import money
from adapters.web.visit import Visit
from crm_core.domain.activities.activity_type import ActivityType
from crm_core.domain.party import Party
from crm_food_pack.domain.kpis.pipeline import currency_of
from crm_food_pack.domain.roi.scenario import RoiScenario
from crm_food_pack.domain.samples.listing import SampleFilter
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.roi_scenarios import list_scenarios
from crm_food_pack.queries.samples import list_samples

SAMPLE, SCENARIO = "sampleId", "roiScenarioId"
_MOST = 50


def choices(
    visit: Visit, kind: ActivityType, party: Party, territory: str, *, of_any_status: bool = False
) -> dict[str, Options]:
    """By the name of a member: what it offers. Feedback is given on what was delivered."""
    members = {member.key for member in kind.payload}
    found: dict[str, Options] = {}
    if SAMPLE in members:
        found[SAMPLE] = _samples(visit, party, None if of_any_status else SampleStatus.DELIVERED)
    if SCENARIO in members:
        found[SCENARIO] = _scenarios(visit, party, territory)
    return found


def _samples(visit: Visit, party: Party, status: SampleStatus | None) -> Options:
    wanted = SampleFilter(customer=party.customer_id, lead=party.lead_id, status=status)
    page = list_samples(wanted, limit=_MOST, cursor=None, actor=visit.actor, world=visit.world)
    words = SampleWords.of(visit)
    return tuple((str(row.sample.id), _sample_called(words, row.sample)) for row in page.rows)


def _sample_called(words: SampleWords, sample: Sample) -> str:
    """What is in it, how far it is and since when."""
    since = words.visit.tongue.day(sample.last_event_at)
    return f"{words.title(sample.wanted)} · {status_word(words.visit, sample.status)} {since}"


def _scenarios(visit: Visit, party: Party, territory: str) -> Options:
    if party.customer_id is None:
        return ()
    page = list_scenarios(party.customer_id, limit=_MOST, cursor=None, actor=visit.actor, world=visit.world)
    return tuple(
        (str(row.scenario.id), _scenario_called(visit, row.scenario, territory)) for row in page.rows
    )


def _scenario_called(visit: Visit, scenario: RoiScenario, territory: str) -> str:
    saved = money(scenario.result.total_monthly_savings, currency_of(territory), visit.tongue)
    return f"{scenario.name} · {visit.say('tile.per-month', amount=saved)}"
