"""The samples, as a command sees them inside its unit of work."""

from typing import Protocol

from crm_core.domain.hiding import Hide
from crm_core.domain.party import LeadId
from crm_core.ports.pack_port import PackPort
from crm_food_pack.domain.samples.sample import Sample, SampleId


class Samples(Protocol):
    """What the caller may not see does not exist here; what they may not write is refused."""

    def add(self, sample: Sample) -> None:
        """Keeps a new one; NotAllowed when its party is not the caller's to work on."""
        ...

    def lock(self, sample_id: SampleId, *, version: int | None = None) -> Sample:
        """The sample with all its steps, held with its customer against other writers until the end.

        NotFound when it is invisible, NotAllowed when it is not the caller's to write,
        Outdated when `version` is given and no longer the present one.
        """
        ...

    def save(self, sample: Sample) -> None:
        """Keeps the newest step of a held sample; the former ones stay as they are."""
        ...

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        """All samples of a lead without address, mailbox and notes; what was in the box stays."""
        ...


SAMPLES = PackPort[Samples]("food.samples")
