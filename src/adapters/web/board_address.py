"""The board of samples as an address: which filters it carries, and where each of its links leads."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from attrs import frozen

from adapters.web.asked import refuse_unknown
from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice, Day, Identity, Kind, Text
from crm_food_pack.domain.samples.listing import SampleFilter
from crm_food_pack.domain.samples.status import SampleStatus

PATH = "/samples"
ME = "me"
_KINDS: Mapping[str, Kind] = {
    "owner": Choice((ME,)),
    "customer": Identity(),
    "from": Day(),
    "to": Day(),
    "status": Choice(tuple(SampleStatus)),
    "canceled": Choice(("1",)),
    "cursor": Text(1000),
}
NARROWING = ("owner", "customer", "from", "to")


@frozen
class BoardAddress:
    """What the address of the board says, each value read strictly; an empty one says nothing."""

    values: Mapping[str, str]
    asked: Mapping[str, Any]

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "BoardAddress":
        faults, values, asked = Faults(), dict[str, str](), dict[str, Any]()
        refuse_unknown(given, _KINDS, faults)
        for name, kind in _KINDS.items():
            if text := given.get(name, "").strip():
                value = kind.parse(text, step("", name), faults)
                if value is not UNREADABLE:
                    values[name], asked[name] = text, value
        faults.refuse_if_any()
        return cls(values, asked)

    @classmethod
    def of(cls, path: str) -> "BoardAddress":
        """The board that a form stood on."""
        return cls.read(dict(parse_qsl(urlsplit(path).query)))

    def filter(self, actor: Actor, status: SampleStatus | None = None) -> SampleFilter:
        """People mean the last day too when they say until when; programs say the day after."""
        until: date | None = self.asked.get("to")
        return SampleFilter(
            customer=self.asked.get("customer"),
            status=status,
            since=self.asked.get("from"),
            until=None if until is None else until + timedelta(days=1),
            owner=actor.user if self.asked.get("owner") == ME else None,
        )

    @property
    def status(self) -> SampleStatus | None:
        """The one column that is looked at alone."""
        asked = self.asked.get("status")
        return None if asked is None else SampleStatus(str(asked))

    @property
    def shows_canceled(self) -> bool:
        return "canceled" in self.asked

    @property
    def cursor(self) -> str | None:
        return self.values.get("cursor")

    def given(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def is_narrowed(self) -> bool:
        return any(name in self.values for name in NARROWING)

    @property
    def here(self) -> str:
        return self.with_()

    def with_(self, **changes: str | None) -> str:
        """The board with these changes, from the start of its columns; None takes a filter away."""
        kept = {name: value for name, value in self.values.items() if name != "cursor"}
        asked = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"{PATH}?{urlencode(asked)}" if asked else PATH

    def without(self, *names: str) -> str:
        return self.with_(**dict.fromkeys(names))

    def reset(self) -> str:
        return self.without(*NARROWING)
