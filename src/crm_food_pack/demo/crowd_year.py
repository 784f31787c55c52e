"""What became known of the crowd within a year: so many stories, of which each customer lives one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from attrs import field, frozen

from crm_core.domain.customers.contact import Contact, ContactId, ContactRole, Person, RoleAt
from crm_core.domain.customers.customer import Customer
from crm_core.domain.days import local_day
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import FULL
from crm_core.domain.fields.field_set import FieldChange, FieldSet, Stamp
from crm_core.domain.fields.patch import patch_fields
from crm_core.domain.ids import CorrelationId, TenantId
from crm_food_pack.demo.crowd import Member, id_of
from crm_food_pack.demo.knowledge import CHALLENGES, FIRST_NAMES, LAST_NAMES, SUPPLIERS, person
from crm_food_pack.demo.people import KATRIN
from crm_food_pack.domain.fields import ROI_BUCKETS

STORIES = 499  # shares no factor with what else is counted off by number
DAY = timedelta(days=1)
BORN, FIRST_VISIT = 400, 330  # days ago
CONTACTS, CALLS = 8, 16  # parts of a number's ids
ROLES = tuple(ContactRole)
Fields = Mapping[str, object]
Drawn = TypeVar("Drawn")


@frozen
class Life:
    """A customer with its year: every change of its fields, and whom one knows there."""

    customer: Customer
    changes: Sequence[FieldChange]
    contacts: Sequence[Contact]


@frozen
class Year:
    """Tells each member's year as it looks at an instant; ids lie in a range that starts at `base`."""

    tenant: TenantId
    base: int
    now: datetime
    catalogue: Catalogue
    _stories: Sequence[Sequence[FieldChange]] = field(init=False, repr=False)

    @_stories.default
    def _told_once(self) -> Sequence[Sequence[FieldChange]]:
        return [self._story(number) for number in range(STORIES)]

    def life(self, one: Member) -> Life:
        changes = list(self._changes(one))
        born = self.now - (BORN - one.number % 25) * DAY
        version = changes[-1].stamp.version
        customer = Customer(one.id, self.tenant, version, one.details, one.owner, born, born)
        return Life(customer, changes, [self._contact(one, place) for place in range(1 + one.number % 2)])

    def _changes(self, one: Member) -> Iterator[FieldChange]:
        earlier = timedelta(minutes=one.number % 10_000)
        for change in self._stories[one.number % STORIES]:
            told, version = change.stamp, change.stamp.version
            correlation = CorrelationId(id_of(self.base + 3, one.number, CALLS + version))
            stamp = Stamp(one.owner, told.at - earlier, correlation, version)
            yield FieldChange(change.key, change.old, change.new, stamp)

    def _story(self, number: int) -> Sequence[FieldChange]:
        """Every visit goes through the rules that everybody's patches go through."""
        known, told = FieldSet(), list[FieldChange]()
        for place, (days_ago, fields) in enumerate(_visits(number, local_day(self.now))):
            nobody = CorrelationId(id_of(self.base + 3, number))
            stamp = Stamp(KATRIN.id, self.now - days_ago * DAY, nobody, place + 2)
            patched = patch_fields(known, fields, catalogue=self.catalogue, clearance=FULL, stamp=stamp)
            known = patched.fields
            told += patched.changes
        return told

    def _contact(self, one: Member, place: int) -> Contact:
        met = self.now - (FIRST_VISIT - one.number % 25) * DAY
        name = f"{_drawn(FIRST_NAMES, one.number + place)} {_drawn(LAST_NAMES, one.number // 11)}"
        ways = (f"kontakt{one.number}.{place}@kunde.example", f"+49 30 {one.number:06}{place}")
        role = RoleAt(one.id, _drawn(ROLES, one.number + place))
        contact_id = ContactId(id_of(self.base + 3, one.number, CONTACTS + place))
        return Contact(contact_id, self.tenant, 1, Person(name, *ways), [role], met, met)


def _visits(number: int, today: date) -> Iterator[tuple[int, Fields]]:
    """How many days ago, and what was learned then; the later ones tell of less and less customers."""
    yield FIRST_VISIT - number % 30, _kitchen(number)
    if number % 10 < 8:
        yield 210 - number % 30, _potential(number, today)
    if number % 10 < 7:
        yield 120 - number % 30, _market(number, today)
    if number % 2:
        yield 45 - number % 30, {"roi_potential": {"value": 200 + number * 41 % 9_000}}
    if number % 5 == 0:
        yield 9, {"current_challenges": None, "discount_terms": {"discount_pct": number % 15}}


def _kitchen(number: int) -> Fields:
    meals = 60 + number * 37 % 900
    return {
        "meals_per_day": meals,
        "kitchen_size": 40 + meals // 4,
        "current_challenges": [_drawn(CHALLENGES, number), _drawn(CHALLENGES, number + 1)],
        "decision_makers": {"count": number % 8, "members": [person(number, "CHEF")]},
    }


def _potential(number: int, today: date) -> Fields:
    learned: dict[str, object] = {
        "roi_potential": {"bucket": _drawn(ROI_BUCKETS, number), "value": 150 + number * 29 % 8_000}
    }
    if number % 4 < 2:
        opens = today + timedelta(days=number * 17 % 360 - 60)
        closes = opens + timedelta(days=40 + number % 90)
        learned["seasonal_menu_cycle"] = {
            "season_start": opens.isoformat(),
            "season_end": closes.isoformat(),
        }
    return learned


def _market(number: int, today: date) -> Fields:
    renews = today + timedelta(days=number * 37 % 700 - 30)
    return {
        "current_supplier_contracts": {
            "renewal_date": renews.isoformat(),
            "exclusivity": number % 4 == 1,
            "supplier": _drawn(SUPPLIERS, number),
        },
        "decision_makers": {"has_exec_alignment": number % 3 == 0},
    }


def _drawn(of: Sequence[Drawn], number: int) -> Drawn:
    return of[number % len(of)]
