"""A view as people fill it in: judged by what may be asked of the list that it is a view of."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerOrder
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Choice, Text
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.views.view import ViewDetails

# The members of a line that a view may show; the hot columns follow.
CORE_COLUMNS = (
    "name",
    "type",
    "territory",
    "region",
    "city",
    "channel",
    "ownerUserId",
    "contactabilityStatus",
    "chainSize",
    "createdAt",
)
USUAL_COLUMNS = ("name", "type", "city", "ownerUserId")


@frozen
class ColumnList(MultiChoice):
    """Columns in the order in which they are shown, each once."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        chosen = super().parse(raw, at, faults)
        return chosen if chosen is UNREADABLE or not isinstance(raw, list | tuple) else tuple(raw)


def columns_of(query: ListQuery) -> tuple[str, ...]:
    return (*CORE_COLUMNS, *(column.api_name for column in query.hot_columns.columns))


def view_form(query: ListQuery) -> Record:
    return Record(
        (
            Member("name", Text(100, examples=("Proben ohne Rückmeldung",)), required=True),
            Member("filter", query.form),
            Member("sort", Choice(tuple(query.orders)), default=CustomerOrder.NAME.name),
            Member("columns", ColumnList(columns_of(query)), default=USUAL_COLUMNS),
            Member("region", Text(50)),
        )
    )


def details_from(raw: object, query: ListQuery) -> ViewDetails:
    """The details, or a refusal that names every bad member."""
    read = view_form(query).read(raw)
    asked = read["filter"]
    kept = query.form.dump(asked) if isinstance(asked, Mapping) else {}
    assert isinstance(kept, Mapping)  # noqa: S101 - what a record dumps
    columns = read["columns"]
    return ViewDetails(
        name=str(read["name"]),
        filter={name: value for name, value in kept.items() if value is not None},
        sort=str(read["sort"]),
        columns=tuple(columns) if isinstance(columns, tuple | list) else USUAL_COLUMNS,
        region=None if read["region"] is None else str(read["region"]),
    )


def record_of(details: ViewDetails) -> dict[str, object]:
    """The details as the JSON object that people write."""
    return {
        "name": details.name,
        "filter": dict(details.filter),
        "sort": details.sort,
        "columns": list(details.columns),
        "region": details.region,
    }
