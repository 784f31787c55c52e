"""As many invented activities as a measurement needs; one customer in a hundred has twenty times as many."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.reading import Limits, read_entry
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.party import Party
from crm_food_pack.demo.crowd import id_of, owner_of

ACTIVITIES_PER_CUSTOMER = 10
# Of the thousand activities of a hundred customers, so many are the first one's.
OFTEN, CUSTOMERS, BLOCK = 200, 100, 1_000
WORDINGS = 997
LONGEST = 360  # days ago, the oldest
ACTIVITY = 1  # the part of a number's ids
MINUTE = timedelta(minutes=1)

KINDS = (
    *["NOTE"] * 7,
    *["CALL"] * 6,
    *["EMAIL"] * 3,
    *["MEETING"] * 2,
    "MENU_INTEGRATION",
    "DECISION_ALIGNMENT",
)
OPENINGS = (
    "Mit der Küchenleitung gesprochen",
    "Kurz angerufen",
    "Vor Ort gewesen",
    "Auf die Nachricht geantwortet",
    "Den Einkauf erreicht",
    "Niemanden erreicht, Rückruf vereinbart",
    "Zusammen gekocht",
)
TOPICS = (
    "Verkostung der Schmorgerichte",
    "Lieferzeiten am Wochenende",
    "Preisliste für das Frühjahr",
    "Portionsgrößen in der Kantine",
    "Allergene der Suppen",
    "Regeneration im Kombidämpfer",
    "Personalengpass in der Spätschicht",
    "Abfallmengen nach dem Mittagstisch",
    "Weihnachtskarte und Bankette",
    "vegetarische Tagesgerichte",
    "Vertrag mit dem jetzigen Lieferanten",
)
CLOSINGS = (
    "meldet sich nächste Woche",
    "wünscht ein Muster",
    "ist zufrieden",
    "bleibt skeptisch",
    "bittet um ein Angebot",
)


@frozen
class Talk:
    """Tells the activity of a number as of an instant; content is JSON, as it is kept."""

    tenant: TenantId
    base: int
    now: datetime
    types: Dictionary
    _wordings: Sequence[Entry] = field(init=False, repr=False)

    @_wordings.default
    def _read_once(self) -> Sequence[Entry]:
        return list(self._entries())

    def id_of(self, number: int) -> ActivityId:
        return ActivityId(id_of(self.base + 3, number, ACTIVITY))

    def activity(self, number: int) -> Activity:
        at = self.now - number * 7_919 % (LONGEST * 24 * 60) * MINUTE
        whom = customer_of(number)
        party = Party(CustomerId(id_of(self.base, whom)))
        entry = evolve(self._wordings[number % WORDINGS], party=party, occurred_at=at)
        return Activity(self.id_of(number), self.tenant, entry, owner_of(whom, self.base), at)

    def _entries(self) -> Iterator[Entry]:
        """Every wording goes through the form of its kind."""
        limits = Limits(self.now)
        for number in range(WORDINGS):
            told = {"customerId": str(id_of(self.base, 0)), **said(number)}
            entry = read_entry(told, dictionary=self.types, limits=limits)
            someone = Activity(self.id_of(number), self.tenant, entry, UserId(id_of(0, 0)), self.now)
            yield self.types.plain(someone).entry


def customer_of(number: int) -> int:
    """With whom the activity of a number was: ten of each customer on the average."""
    block, place = divmod(number, BLOCK)
    return block * CUSTOMERS + (0 if place < OFTEN else 1 + place % (CUSTOMERS - 1))


def said(number: int) -> Mapping[str, object]:
    """What somebody writes into the form of a kind."""
    kind = KINDS[number % len(KINDS)]
    opening, topic = OPENINGS[number % len(OPENINGS)], TOPICS[number % len(TOPICS)]
    note = f"{opening}: {topic}; {CLOSINGS[number % len(CLOSINGS)]}. Vorgang {number}."
    content: Mapping[str, object] = {}
    if kind == "MENU_INTEGRATION":
        content = {"season": "Spargel", "outcome": "DRAFT", "plannedDishes": ["Gemüselasagne", "Roulade"]}
    if kind == "DECISION_ALIGNMENT":
        content = {"roles": ["CHEF", "BUYER"], "alignmentScore": number % 100, "outcome": "PARTIAL"}
    return {"kind": kind, "note": note, **content}
