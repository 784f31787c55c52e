"""The catalogues say the same things in both languages, nothing is missing, and nothing is left over."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest

from adapters.web import language
from adapters.web.customer_timeline import GROUPS
from adapters.web.errors import _TOLD
from adapters.web.language import LANGUAGES, preferred, tongue
from adapters.web.visit import THEMES
from crm_core.domain.access.policy import CUSTOMERS
from crm_core.domain.access.role import CLAIMABLE
from crm_core.domain.customers.customer import Channel, Contactability, CoveragePolicy, CustomerType
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.follow_ups.follow_up import Badge
from crm_core.domain.refusals import FieldError
from crm_core.domain.settings.setting import Limit, Merge, Scope
from crm_core.domain.views.form import columns_of
from crm_core.pack import hot_columns_of, settings_of, timeline_kinds_of
from crm_food_pack.domain.fields import FIELDS
from crm_food_pack.domain.hot_columns import HOT_COLUMNS
from crm_food_pack.domain.roi.calculator import INPUTS
from crm_food_pack.domain.roi.scenario import Outlook
from crm_food_pack.domain.samples.assortment import Allergen, Category
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from tests.fault_codes import fault_codes
from tests.web.definition_families import DEFINITION_FAMILIES, DEFINITION_REFUSALS
from tests.web.lead_families import LEAD_FAMILIES, LEAD_REFUSALS

QUERY = ListQuery(hot_columns_of(FOOD))
WEB = Path(language.__file__).parent
SWITCH = {f"theme-{theme}" for theme in THEMES}
TROUBLES = {"expired", "denied", "refused", "unreachable", "untrusted", "too-large"}
# Sentences whose names are put together at run time: the part in the code, and all that may follow it.
FAMILIES: dict[str, set[str]] = {
    "role.": set(CLAIMABLE),
    "role-sees.": set(CLAIMABLE),
    "type.": set(CustomerType),
    "channel.": set(Channel),
    "coverage.": set(CoveragePolicy),
    "contactability.": {"SOFT_BOUNCE", "HARD_BOUNCE"},
    "territory.": {"DE", "AT", "CH"},
    "sort.": set(QUERY.orders),
    "column.": set(columns_of(QUERY)),
    "list-filter.": set(QUERY.filters) - {"q", "parent"},
    "state-of.": set(Contactability),
    "timeline.reach.": set(Contactability),
    "timeline.group.": {"all", *GROUPS},
    "timeline.": set(timeline_kinds_of(FOOD)) - {"CONTACTABILITY", "ACTIVITY"},
    "activity.was-": {"recorded", "corrected", "withdrawn"},
    "due-reason.": {"sample", "activity", "customer", "other"},
    "follow-up-outcome.": {"REACHED", "NOT_REACHED", "NOT_NEEDED"},
    "tile.": {"sample", "potential", "people", "season", "contract"},
    "due-badge.": set(Badge),
    "way.": {"everything", "owner", "region", "chain", "sibling", "shared"},
    "operation.": {"read", "write", "engage"},
    "access.of-": {"customer", "restricted-field"},
    "access.limit.": {bound.claim for bound in CUSTOMERS.bounds},
    **{f"hot-word.{one.name}.": set(one.options) for one in HOT_COLUMNS if one.options},
    "switch.theme-": set(THEMES),
    "reach.": {type(grant.reach).__name__ for grant in CUSTOMERS.grants},
    "refusal.": {
        "activity-withdrawn",
        "idempotency-key-reused",
        "request-in-progress",
        "invalid-status-transition",
        "sample-already-final",
        "archived",
        "contact-channel-required",
        "follow-up-closed",
        "follow-up-paused",
        "has-locations",
        "has-archived-locations",
        "restore-time-over",
        "version-mismatch",
        "foreign-form",
        *LEAD_REFUSALS,
        *DEFINITION_REFUSALS,
    },
    "sample-step.": {status for status in SampleStatus if status != "REQUESTED"},
    "sample-refusal.": {
        "invalid-status-transition",
        "sample-already-final",
        "version-mismatch",
        "not-allowed",
        "archived",
    },
    "samples.refused.": {
        "contact-channel-required",
        "archived",
        "not-allowed",
        "protection-lapsed",
        "lead-reserved",
        "lead-converted",
    },
    "roi-input.": {member.key for member in INPUTS.members} - {"channel"},
    "roi.assumed.": {"factors", "partnerDiscountPct", "directUpliftPct"},
    "roi.refused.": {"archived", "not-allowed"},
    "roi.": {"labor", "waste", "total", "year", "payback"},
    "outlook.": set(Outlook),
    "category.": set(Category),
    "allergen.": set(Allergen),
    "page-error.": {f"{status}.{part}" for status in _TOLD for part in ("title", "text")},
    "login.trouble.": TROUBLES,
    **LEAD_FAMILIES,
    **DEFINITION_FAMILIES,
    "nav.": {"customers", "mine", "leads", "samples", "follow-ups", "roi", "log", "inbox", "settings", "me"},
    "settings.from.": {"default", *Scope},
    "settings.scope.": {"default", *Scope},
    "settings.merge.": set(Merge),
    "settings.limit.": set(Limit),
    "settings.group.": {key.partition(".")[0] for key in settings_of(FOOD).declared},
    "field-group.": {definition.group for definition in FIELDS},
}


def _sources() -> Iterator[str]:
    for place in (*WEB.rglob("*.html"), *WEB.rglob("*.py")):
        yield place.read_text(encoding="utf-8")


def _used() -> set[str]:
    """Every sentence that the code names in full, and every member of a family."""
    named = {literal for text in _sources() for literal in re.findall(r"[\"']([a-z][\w.:-]*)[\"']", text)}
    return named | {prefix + word for prefix, words in FAMILIES.items() for word in words}


def _places(sentence: object) -> set[str]:
    texts = sentence.values() if isinstance(sentence, dict) else [str(sentence)]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences() -> None:
    german, english = (set(tongue(code).sentences) for code in LANGUAGES)
    assert german == english


def test_a_sentence_carries_the_same_facts_in_both_languages() -> None:
    german, english = (tongue(code).sentences for code in LANGUAGES)
    assert {key: _places(german[key]) for key in german} == {key: _places(english[key]) for key in english}


def test_every_sentence_that_a_page_asks_for_exists() -> None:
    asked = {
        key
        for text in _sources()
        for key in re.findall(r"\b(?:t|say|Notice)\(\s*[\"']([\w.:-]+)[\"'](?!\s*~)", text)
    }
    assert len(asked) > 100
    assert asked - set(tongue("de").sentences) == set()
    for prefix, words in FAMILIES.items():
        assert {prefix + word for word in words} <= set(tongue("de").sentences), prefix


def test_no_sentence_is_written_in_two_catalogues() -> None:
    for code in LANGUAGES:
        written: list[str] = []
        for place in (WEB / "i18n" / code).glob("*.toml"):
            written += [key for key, _ in language._flat(tomllib.loads(place.read_text(encoding="utf-8")))]
        assert sorted(written) == sorted(set(written))


def test_no_sentence_is_left_over() -> None:
    spare = {key for key in tongue("de").sentences if not key.startswith("error.")} - _used()
    assert spare == set()


def test_every_fault_that_a_form_can_have_has_a_sentence() -> None:
    codes = fault_codes("crm_core", "crm_food_pack", "adapters/web")
    assert codes >= {"chain-has-no-parent", "own-parent", "required", "mixes-restrictions", "not-comparable"}
    for code in LANGUAGES:
        assert {one for one in codes if not tongue(code).knows(f"error.{one}")} == set()


def test_a_fault_without_a_sentence_is_still_told() -> None:
    assert tongue("en").error(FieldError("/name", "never-heard-of")) == "This entry does not fit."


def test_a_field_may_have_its_own_words() -> None:
    assert "DE" in tongue("de").error(FieldError("/territory", "pattern", {"pattern": "x"}))
    assert tongue("de").error(FieldError("/region", "pattern", {"pattern": "x"})) == "Das Format passt nicht."


@pytest.mark.parametrize(
    ("code", "one", "many"), [("de", "1 Kunde", "1.200 Kunden"), ("en", "1 customer", "1,200 customers")]
)
def test_numbers_choose_their_form(code: str, one: str, many: str) -> None:
    assert tongue(code).say("pages.rows", n=1) == one
    assert tongue(code).say("pages.rows", n=1200) == many


def test_times_are_told_as_berlin_reads_its_clocks() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert tongue("de").moment(late) == "2. Juli 2026, 00:30"
    assert tongue("de").day(late) == "02.07.2026"
    assert tongue("en").day(late) == "2 Jul 2026"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("fr,en;q=0.4,de;q=0.3", "en"),
        ("fr", "de"),
        ("", "de"),
        ("en;q=nonsense,de", "de"),
        ("en;q=0", "de"),
    ],
)
def test_the_browser_s_first_of_our_languages_is_spoken(header: str, chosen: str) -> None:
    assert preferred(header, "de") == chosen
