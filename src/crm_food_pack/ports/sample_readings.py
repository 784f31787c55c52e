"""The samples, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.ports.pack_port import PackPort
from crm_food_pack.domain.samples.delay import Delay
from crm_food_pack.domain.samples.listing import SampleSlice, SeenSample
from crm_food_pack.domain.samples.sample import SampleId


class SampleReadings(Protocol):
    def one(self, actor: Actor, sample_id: SampleId) -> SeenSample | None:
        """The sample with its items and steps, if the actor may see it."""
        ...

    def page(self, actor: Actor, wanted: SampleSlice) -> Sequence[SeenSample]:
        """At most `wanted.limit + 1` that the actor may see, the newest first, then by id."""
        ...

    def awaited_since(self, actor: Actor, day: date, *, limit: int) -> Sequence[SeenSample]:
        """Those underway that were to be delivered before this day, the longest awaited first."""
        ...

    def delays(self, actor: Actor, day: date, now: datetime, *, limit: int) -> Sequence[Delay]:
        """Samples of leads, protected at that instant, that were to be delivered by this day and are underway
        without ever having proposed a hold; and those underway no more whose hold has no end."""
        ...


SAMPLE_READINGS = PackPort[SampleReadings]("food.sample-readings")
