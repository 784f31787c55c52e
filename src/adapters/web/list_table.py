"""The lines of the customer list as a table shows them: one cell for each chosen column."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from adapters.web.list_words import ListWords
from adapters.web.values.speaking import money
from crm_core.domain.customers.listing import CustomerRow
from crm_core.domain.projections.hot_types import HotType
from crm_food_pack.domain.kpis.pipeline import currency_of

# Orders that a column's head offers; the others stand in the menu.
_HEADS = {"name": "name", "createdAt": "-created_at"}
# The words of these columns have a colour: it went well, it went badly, it is on its way.
_COLOURS = {
    "FEEDBACK_SUCCESS": "good",
    "FEEDBACK_FAIL": "bad",
    "DELIVERED": "info",
    "SHIPPED": "info",
    "HIGH": "accent",
}


@frozen
class Column:
    name: str
    label: str
    order: str | None
    is_sorted: bool
    descends: bool
    is_number: bool


@frozen
class Cell:
    """`form` is text, badge, or the name of a column that has a look of its own."""

    column: str
    form: str
    text: str = ""
    colour: str = ""


@frozen
class Line:
    row: CustomerRow
    cells: tuple[Cell, ...]
    # What a card on a phone says of the hot columns.
    brief: tuple[Cell, ...]


@frozen
class ListTable:
    words: ListWords
    rows: Sequence[CustomerRow]
    columns: tuple[Column, ...] = field(init=False)

    @columns.default
    def _columns(self) -> tuple[Column, ...]:
        return tuple(self._column(name) for name in self.words.address.columns)

    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.rows]

    def _column(self, name: str) -> Column:
        query, address = self.words.address.query, self.words.address
        hot = next((c for c in query.hot_columns.columns if c.api_name == name), None)
        order = _HEADS.get(name) or (next(iter(hot.sorts), None) if hot else None)
        return Column(
            name,
            self.words.column_label(name),
            order,
            order == address.sort,
            (order or "").startswith("-"),
            hot is not None and hot.type in (HotType.CENTS, HotType.INTEGER),
        )

    def _line(self, row: CustomerRow) -> Line:
        hot = self._hot_cells(row)
        cells = tuple(hot.get(column.name) or self._core_cell(column.name, row) for column in self.columns)
        told = (hot[name] for name in ("sampleStatus", "roiValue") if name in hot)
        return Line(row, cells, tuple(cell for cell in told if cell.text))

    def _hot_cells(self, row: CustomerRow) -> dict[str, Cell]:
        declared = self.words.address.query.hot_columns.columns
        return {
            column.api_name: self._hot_cell(column.api_name, column.name, column.type, value, row)
            for column, value in zip(declared, row.hot, strict=False)
        }

    def _hot_cell(self, name: str, column: str, kind: HotType, value: object, row: CustomerRow) -> Cell:
        say = self.words.visit
        if value is None:
            return Cell(name, "text")
        if kind is HotType.CENTS and isinstance(value, int):
            amount = Decimal(value).scaleb(-2)
            return Cell(name, "text", money(amount, currency_of(row.territory), say.tongue))
        if isinstance(value, bool):
            return Cell(name, "text", say.say("yes" if value else "no"))
        if isinstance(value, datetime):
            return Cell(name, "text", say.tongue.day(value))
        if isinstance(value, date):
            return Cell(name, "text", say.tongue.date(value))
        if isinstance(value, int):
            return Cell(name, "text", say.tongue.number(value))
        return Cell(name, "badge", self.words.hot_word(column, str(value)), _COLOURS.get(str(value), ""))

    def _core_cell(self, name: str, row: CustomerRow) -> Cell:
        say = self.words.visit
        texts = {
            "type": lambda: say.say(f"type.{row.type}"),
            "territory": lambda: row.territory,
            "region": lambda: row.region or "",
            "city": lambda: row.city or "",
            "channel": lambda: say.say(f"channel.{row.channel}"),
            "chainSize": lambda: "" if row.chain_size is None else say.tongue.number(row.chain_size),
            "createdAt": lambda: say.tongue.day(row.created_at),
            "contactabilityStatus": lambda: say.say(f"state-of.{row.contactability_status}"),
        }
        return Cell(name, "text", texts[name]()) if name in texts else Cell(name, name)
