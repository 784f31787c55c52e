"""How a customer stands in five words: samples, potential, decision makers, season, the present contract."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from adapters.web.values.speaking import money
from adapters.web.visit import Visit
from crm_core.domain.customers.customer import Customer
from crm_core.domain.projections.hot_source import HotSources
from crm_food_pack.domain.hot_columns import SAMPLE
from crm_food_pack.domain.kpis.pipeline import currency_of
from crm_food_pack.domain.samples.sample import Sample

_SOON = 90  # days before a contract's end in which it pays to call
_COLOURS: Mapping[str, str] = {
    "FEEDBACK_SUCCESS": "good",
    "FEEDBACK_FAIL": "bad",
    "SHIPPED": "info",
    "DELIVERED": "info",
}


@frozen
class Tile:
    """One word about a customer; `field` is where more about it stands."""

    name: str
    text: str
    note: str = ""
    colour: str = ""
    field: str | None = None


@frozen
class CustomerState:
    """Told from what the reader may see: the fields, and the sample that moved last."""

    visit: Visit
    customer: Customer
    fields: Mapping[str, object]
    samples: Sequence[Sample]
    today: date  # the day as of which it is told

    def tiles(self) -> list[Tile]:
        row = self._row()
        found = (
            self._sample(row),
            self._potential(row),
            self._people(row),
            self._season(row),
            self._contract(row),
        )
        return [tile for tile in found if tile is not None]

    def _row(self) -> Mapping[str, object]:
        newest = max(self.samples, key=lambda one: (one.updated_at, str(one.id)), default=None)
        told = (
            {}
            if newest is None
            else {SAMPLE: {"status": str(newest.status), "eventAt": newest.last_event_at.isoformat()}}
        )
        return self.visit.world.hot_columns.fold(HotSources(self.fields, told)).row

    def _sample(self, row: Mapping[str, object]) -> Tile | None:
        status, since = row.get("sample_status"), row.get("sample_last_event_at")
        if status is None:
            return None
        note = self.visit.tongue.day(since) if isinstance(since, datetime) else ""
        word = self.visit.say(f"hot-word.sample_status.{status}")
        return Tile("sample", word, note, _COLOURS.get(str(status), ""), None)

    def _potential(self, row: Mapping[str, object]) -> Tile | None:
        bucket, cents = row.get("roi_bucket"), row.get("roi_value_cents")
        if bucket is None and cents is None:
            return None
        word = "" if bucket is None else self.visit.say(f"hot-word.roi_bucket.{bucket}")
        if not isinstance(cents, int):
            return Tile("potential", word, field="roi_potential")
        amount = money(Decimal(cents).scaleb(-2), currency_of(self.customer.territory), self.visit.tongue)
        note = self.visit.say("tile.per-month", amount=amount)
        return Tile("potential", word or amount, note if word else "", field="roi_potential")

    def _people(self, row: Mapping[str, object]) -> Tile | None:
        count, aligned = row.get("decision_maker_count"), row.get("has_exec_alignment")
        if not isinstance(count, int):
            return None
        note = self.visit.say("tile.aligned") if aligned else ""
        return Tile(
            "people", self.visit.tongue.number(count), note, "good" if aligned else "", "decision_makers"
        )

    def _season(self, row: Mapping[str, object]) -> Tile | None:
        start, end = row.get("season_start"), row.get("season_end")
        if not isinstance(start, date) or not isinstance(end, date):
            return None
        say = self.visit.tongue
        note = self.visit.say("tile.in-season") if start <= self.today <= end else ""
        return Tile(
            "season",
            f"{say.date(start)} – {say.date(end)}",
            note,
            "good" if note else "",
            "seasonal_menu_cycle",
        )

    def _contract(self, row: Mapping[str, object]) -> Tile | None:
        renewal = row.get("renewal_date")
        if not isinstance(renewal, date):
            return None
        days = (renewal - self.today).days
        bound = self.visit.say("tile.exclusive") if row.get("exclusivity") else ""
        ahead = self.visit.say("tile.in-days", n=days) if days >= 0 else self.visit.say("tile.over")
        note = " · ".join(part for part in (ahead, bound) if part)
        colour = "warn" if 0 <= days <= _SOON else ""
        return Tile("contract", self.visit.tongue.date(renewal), note, colour, "current_supplier_contracts")
