"""A page in columns is the page in rows."""

from itertools import count, islice
from typing import Any

import pytest
from attrs import astuple, fields

from crm_core.domain.customers.listing import CustomerColumns, CustomerRow

_TOLD = len(fields(CustomerRow)) - 2


def row(numbers: "count[Any]", hot: int) -> CustomerRow:
    """Another value in every place, as a slip by one place would be seen."""
    values: list[Any] = [*islice(numbers, _TOLD), tuple(islice(numbers, hot)), next(numbers)]
    return CustomerRow(*values)


def flat(one: CustomerRow) -> list[object]:
    *told, hot, place = astuple(one, recurse=False)
    return [*told, *hot, place]


@pytest.mark.parametrize("hot", [1, 3])
@pytest.mark.parametrize("lines", range(4))
def test_columns_are_the_rows_they_are_made_of(lines: int, hot: int) -> None:
    numbers = count()
    rows = [row(numbers, hot) for _ in range(lines)]
    page = CustomerColumns.of([flat(one) for one in rows])

    assert page.rows == rows
    assert list(page.ids) == [one.id for one in rows]
    for cut in range(5):
        assert page.first(cut).rows == rows[:cut]
        assert list(page.first(cut).places) == [one.place for one in rows[:cut]]
