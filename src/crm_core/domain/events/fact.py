"""A fact: what happened, in the past tense, with the ids it concerns and a version of its own."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import ClassVar
from uuid import UUID

from attrs import fields, frozen

from crm_core.domain.fields.kinds import zulu


@frozen
class Fact(ABC):
    """The base of every event; its attributes become the camelCase members of the event's data."""

    type: ClassVar[str]
    schema_version: ClassVar[str] = "1.0"

    @property
    @abstractmethod
    def subject(self) -> UUID:
        """The aggregate it speaks of; order is kept per subject."""

    def data(self) -> dict[str, object]:
        return {member: plain(getattr(self, name)) for member, name in _members(self.__class__).items()}

    def said(self, member: str) -> object:
        """What stands under this name in the data, before it is written as JSON; None where nothing does."""
        name = _members(self.__class__).get(member)
        return None if name is None else getattr(self, name)


@cache
def _members(of: type[Fact]) -> Mapping[str, str]:
    """The attributes by the names of the members they become."""
    return {camel(attribute.name): attribute.name for attribute in fields(of)}


@cache
def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def plain(value: object) -> object:
    """A value as JSON writes it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return zulu(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    return value
