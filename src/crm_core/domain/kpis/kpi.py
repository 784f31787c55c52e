"""What a key figure is: a declared pure function of records, defined in words that people can check."""

from collections.abc import Callable
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from attrs import frozen

Records = TypeVar("Records")
Value = TypeVar("Value")


class Unit(StrEnum):
    PERCENT = "PERCENT"
    MONEY = "MONEY"
    COUNT = "COUNT"


@frozen
class Figure(Generic[Value]):
    """A value and the records behind it, so that nobody has to believe it."""

    value: Value
    records: tuple[UUID, ...]


@frozen
class Kpi(Generic[Records, Value]):
    """One key figure; `formula` knows neither a clock nor a database."""

    key: str
    unit: Unit
    label_de: str
    label_en: str
    definition_de: str
    definition_en: str
    formula: Callable[[Records], Figure[Value]]
