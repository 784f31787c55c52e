"""What the people of the demo tenant have learned about their kitchens, note by note over a year."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from crm_core.domain.ids import CustomerId, UserId
from crm_food_pack.demo.kitchens import WELL_KNOWN, Kitchen, kitchens
from crm_food_pack.demo.people import EVA, JANA, KATRIN, LUKAS, MIA, OLIVER, TIM

Fields = Mapping[str, object]

SUPPLIERS = (
    "Rheingold Feinkost",
    "Nordkost Vertrieb",
    "Alpina Gastro",
    "Großküchen Hanse",
    "Metzgerei Kranz",
)
FIRST_NAMES = (
    "Anke",
    "Bernd",
    "Carla",
    "Deniz",
    "Elke",
    "Farid",
    "Greta",
    "Hannes",
    "Ines",
    "Jonas",
    "Klara",
)
LAST_NAMES = ("Albers", "Böhm", "Çelik", "Dietz", "Engel", "Fuchs", "Graf", "Huber", "Ivens", "Jahn")
CHALLENGES = ("STAFF_COSTS", "FOOD_WASTE", "QUALITY", "TIME_MANAGEMENT")
# Of the chef's menu: what opens, and in which month and day it opens and closes.
SEASONS = (((4, 15), (6, 24)), ((9, 1), (11, 11)), ((11, 15), (12, 26)), ((5, 1), (9, 15)))
REPS = (JANA, TIM, EVA, LUKAS, MIA)


@frozen
class Note:
    """What somebody wrote into a customer's fields so many days ago; a merge patch."""

    customer_id: CustomerId
    days_ago: int
    by: UserId
    fields: Fields


def knowledge(today: date) -> Iterator[Note]:
    """Oldest first, whoever wrote it, so that every history grows in its order."""
    notes = [note for number, one in enumerate(kitchens()) for note in _of(number, one, today)]
    yield from sorted(notes, key=lambda note: -note.days_ago)


def _of(number: int, kitchen: Kitchen, today: date) -> Iterator[Note]:
    by = kitchen.owner or KATRIN.id
    if kitchen.id == WELL_KNOWN:
        yield from _well_known(today)
        return
    yield Note(kitchen.id, 300 - number, by, _first_visit(number))
    if number % 7 != 6:
        yield Note(kitchen.id, 120 - number, by, _talk(number, today))
    if number % 3 == 0:
        yield Note(kitchen.id, 20 + number % 9, by, _offer(number))
    if kitchen.details.is_chain or number % 4 == 1:
        yield Note(
            kitchen.id, 15, OLIVER.id if kitchen.details.is_chain else KATRIN.id, _terms(number, today)
        )


def _first_visit(number: int) -> Fields:
    meals = 60 + number * 37 % 900
    return {
        "meals_per_day": meals,
        "kitchen_size": 40 + meals // 4,
        "current_challenges": [CHALLENGES[number % 4], CHALLENGES[(number + 1 + number % 2) % 4]],
        "decision_makers": {"members": [person(number, "CHEF")]},
    }


def _talk(number: int, today: date) -> Fields:
    opens, closes = SEASONS[number % len(SEASONS)]
    found: dict[str, object] = {
        "current_supplier_contracts": {
            "supplier": SUPPLIERS[number % len(SUPPLIERS)],
            "renewal_date": (today + timedelta(days=25 + number * 17 % 400)).isoformat(),
            "exclusivity": number % 5 == 0,
        },
        "decision_makers": {
            "has_exec_alignment": number % 3 == 0,
            "members": [
                person(number, "CHEF"),
                *(
                    person(number + 3 * place, role)
                    for place, role in ((1, "BUYER"), (2, "GM"))[: number % 3]
                ),
            ],
        },
    }
    if number % 5 != 4:
        found["seasonal_menu_cycle"] = {
            "season_start": _next(today, opens).isoformat(),
            "season_end": _after(_next(today, opens), closes).isoformat(),
        }
    if number % 6 == 2:
        found["sample_status"] = ("DELIVERED", "FEEDBACK_SUCCESS", "SHIPPED")[number % 3]
    return found


def _offer(number: int) -> Fields:
    value = 400 + number * 131 % 4600
    bucket = "LOW" if value < 1200 else "MID" if value < 3000 else "HIGH"
    return {"roi_potential": {"bucket": bucket, "value": f"{value}.00"}}


def _terms(number: int, today: date) -> Fields:
    starts = today.replace(month=1, day=1)
    return {
        "discount_terms": {
            "discount_pct": 3 + number % 5,
            "valid_from": starts.isoformat(),
            "valid_until": starts.replace(month=12, day=31).isoformat(),
        },
        "contract_terms": {"payment_days": (14, 30)[number % 2], "notice_months": 3},
    }


def _well_known(today: date) -> Iterator[Note]:
    """Two wrong guesses, a tasting, and a price that had to be talked about."""
    opens = _next(today, (4, 15))
    closing = {"season_end": _after(opens, (6, 24)).isoformat()}
    renewal = {"renewal_date": (today + timedelta(days=64)).isoformat()}
    discount = {"discount_pct": 4, "note": "Nur bei Abnahme der Spargelkarte"}
    people = [
        person(1, "CHEF"),
        {"name": "Herta Linde", "role": "GM", "note": "Entscheidet mit der Tochter"},
    ]
    steps: tuple[tuple[int, UserId, Fields], ...] = (
        (340, JANA.id, {"meals_per_day": 80, "kitchen_size": 95, "current_challenges": ["STAFF_COSTS"]}),
        (
            338,
            JANA.id,
            {"meals_per_day": 180, "kitchen_size": 95, "decision_makers": {"members": people[:1]}},
        ),
        (200, JANA.id, {"current_supplier_contracts": {"supplier": SUPPLIERS[0], "exclusivity": True}}),
        (199, JANA.id, {"roi_potential": {"bucket": "LOW"}}),
        (96, JANA.id, {"roi_potential": {"bucket": "MID", "value": "1450.00"}}),
        (95, JANA.id, {"seasonal_menu_cycle": {"season_start": opens.isoformat()}}),
        (40, JANA.id, {"decision_makers": {"members": people}, "meals_per_day": 210}),
        (12, JANA.id, {"roi_potential": {"bucket": "HIGH", "value": "2860.00"}}),
        (9, KATRIN.id, {"discount_terms": discount}),
        (3, JANA.id, {"current_supplier_contracts": renewal}),
        (2, KATRIN.id, {"decision_makers": {"has_exec_alignment": True}}),
        (1, JANA.id, {"seasonal_menu_cycle": closing}),
    )
    for days_ago, by, fields in steps:
        yield Note(WELL_KNOWN, days_ago, by, fields)


def person(number: int, role: str) -> Fields:
    first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number * 3 % len(LAST_NAMES)]
    return {"name": f"{first} {last}", "role": role}


def _next(today: date, day: tuple[int, int]) -> date:
    this_year = date(today.year, *day)
    return this_year if this_year > today else date(today.year + 1, *day)


def _after(opening: date, day: tuple[int, int]) -> date:
    same_year = date(opening.year, *day)
    return same_year if same_year > opening else date(opening.year + 1, *day)
