"""How kitchens are scored: where it hurts, what it may bring, whether they fit, and how far we have come.

What a registration does not ask for comes from `metadata`, by the names below.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from attrs import frozen

from crm_core.domain.days import local_day
from crm_core.domain.leads.lead import Lead, LeadSource
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.score import Reason, Score, ScorePart

PAINS = {
    "pain.staffCosts": ("Personalkosten drücken", "staff costs hurt"),
    "pain.foodWaste": ("zu viel Lebensmittelabfall", "too much food waste"),
    "pain.quality": ("Qualität schwankt", "quality varies"),
    "pain.time": ("zu wenig Zeit", "too little time"),
}
EACH_PAIN, MANY_PAINS, MANY = 10, 30, 3
URGENCY = {"EMERGENCY": (30, "Notlage", "an emergency"), "HIGH": (22, "sehr dringend", "very urgent"),
           "MEDIUM": (15, "dringend", "urgent")}  # fmt: skip
# Net revenue a year, from which on how many points are given.
VOLUME = ((Decimal(2_000_000), 60), (Decimal(1_000_000), 45), (Decimal(200_000), 30), (Decimal(1), 15))
BUDGET = 40
IDEAL_INDUSTRIES = frozenset({"HOTEL", "CATERING", "BETRIEBSGASTRONOMIE", "KLINIK", "RESTAURANT"})
SOURCES = {LeadSource.EMPFEHLUNG: 35, LeadSource.PARTNER: 35, LeadSource.MESSE: 25, LeadSource.TELEFON: 15}
OTHER_SOURCE = 5
RECENT, LATELY = timedelta(days=7), timedelta(days=30)


@frozen
class FoodScoring:
    def score(self, lead: Lead, facts: LeadFacts, now: datetime) -> Score:
        return Score(
            (
                ScorePart("pain", "Bedarf", "Pain", tuple(_pain(lead))),
                ScorePart("revenue", "Umsatz", "Revenue", tuple(_revenue(lead))),
                ScorePart("fit", "Passung", "Fit", tuple(_fit(lead))),
                ScorePart("engagement", "Kontakt", "Engagement", tuple(_engagement(lead, facts, now))),
            )
        )


def _pain(lead: Lead) -> Iterator[Reason]:
    said = lead.details.metadata
    felt = [words for name, words in PAINS.items() if said.get(name) is True]
    yield from (Reason(EACH_PAIN, de, en) for de, en in felt)
    if len(felt) >= MANY:
        yield Reason(MANY_PAINS, "mehrere Nöte zugleich", "several pains at once")
    urgent = URGENCY.get(str(said.get("urgency")))
    if urgent is not None:
        yield Reason(*urgent)


def _revenue(lead: Lead) -> Iterator[Reason]:
    volume = lead.details.estimated_volume
    for least, points in VOLUME:
        if volume is not None and volume >= least:
            yield Reason(points, f"erwartetes Volumen {volume:.0f} im Jahr", f"volume of {volume:.0f} a year")
            break
    if lead.details.metadata.get("budgetConfirmed") is True:
        yield Reason(BUDGET, "Budget bestätigt", "budget confirmed")


def _fit(lead: Lead) -> Iterator[Reason]:
    ideal = str(lead.details.industry).upper() in IDEAL_INDUSTRIES
    if lead.details.industry is not None:
        yield Reason(
            40 if ideal else 15,
            "Wunschbranche" if ideal else "andere Branche",
            "ideal trade" if ideal else "another trade",
        )
    if lead.details.region is not None:
        yield Reason(25, "in einer betreuten Region", "in a region that is served")
    source = lead.details.source
    yield Reason(SOURCES.get(source, OTHER_SOURCE), f"Herkunft {source}", f"source {source}")


def _engagement(lead: Lead, facts: LeadFacts, now: datetime) -> Iterator[Reason]:
    said = lead.details.metadata
    if said.get("champion") is True:
        yield Reason(30, "Fürsprecher im Haus", "a champion inside")
    if said.get("decisionMakerAccess") is True:
        yield Reason(20, "Zugang zum Entscheider", "access to who decides")
    counted = [one for one in facts.activities if one.qualifies and one.withdrawn_at is None]
    last = max((one.occurred_at for one in counted if one.occurred_at <= now), default=None)
    if last is None:
        return
    if now - last <= RECENT:
        yield Reason(30, "in den letzten 7 Tagen gesprochen", "spoken with in the last 7 days")
    elif now - last <= LATELY:
        yield Reason(15, "in den letzten 30 Tagen gesprochen", "spoken with in the last 30 days")
    days = len({local_day(one.occurred_at) for one in counted if one.occurred_at <= now})
    yield Reason(min(20, 5 * days), f"an {days} Tagen gearbeitet", f"worked on {days} days")
