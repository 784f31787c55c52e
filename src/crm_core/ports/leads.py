"""The leads, as a command sees them inside its unit of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from crm_core.domain.hiding import Hide
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.contenders import Candidate, CompanyKeys, Contender
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.party import LeadId


class Leads(Protocol):
    """What the caller may not see does not exist here; what they may not do is refused.

    Facts are kept as facts. With whatever is written, the copy that follows from all of them
    (`Lead.standing`) is computed anew by `settled` and kept on the row in the same transaction.
    For every new value that may say something about a person, a commitment is kept beside it.
    """

    def add(self, lead: Lead) -> Lead:
        """Keeps a new lead with its assignment and persons; NotAllowed when the caller may not make it."""
        ...

    def find(self, lead_id: LeadId) -> Lead | None:
        """The lead as the caller sees it, without a lock; who it is about only for those who may know."""
        ...

    def foresee(self, lead_ids: Sequence[LeadId]) -> None:
        """All of them will be locked, in this order, and their facts be asked for."""
        ...

    def lock(self, lead_id: LeadId, *, version: int | None = None) -> Lead:
        """The lead, already counted up to its next version and held against other writers until the end.

        NotFound when it is invisible, NotAllowed when nothing may be done with it, Outdated when
        `version` is given and no longer the present one.
        """
        ...

    def facts(self, lead_id: LeadId) -> LeadFacts:
        """Everything recorded about a lead that this unit has locked."""
        ...

    def save(self, lead: Lead, facts: LeadFacts) -> Lead:
        """Keeps what differs from the locked state: details, persons, assignments, collaborators, every fact.

        NotAllowed when details or persons differ and the caller may only engage with the lead.
        The answer carries the copy that was kept.
        """
        ...

    def hand_over(self, lead_id: LeadId, customer_id: CustomerId) -> None:
        """What hung on the converted lead and goes on, samples and follow-ups, hangs on the customer now."""
        ...

    def note(self, lead_id: LeadId, about_id: UUID, text: str) -> None:
        """Keeps what somebody wrote about a fact, or about the lead under its own id; the last one stands,
        and an empty one takes back what was written."""
        ...

    def destroy_salts(self, lead_id: LeadId) -> None:
        """Nobody can prove or find out any more what the lead's values were; for the system alone.

        What was promised about them stays, so that the lead's evidence goes on holding.
        """
        ...

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        """What people wrote about its facts gives way to what `hide` makes of it, and answers that are kept
        about the lead are gone; for the system alone."""
        ...

    def purge(self, lead_id: LeadId) -> None:
        """A locked reservation, and nothing else, is gone with everything about it; for the system alone."""
        ...

    def contenders(
        self, keys: CompanyKeys, *, itself: LeadId | None = None, hidden: Sequence[CompanyKeys] = ()
    ) -> Sequence[Contender]:
        """What has the same keys, also beyond what the caller sees; and what of the caller's own former leads
        has one of the `hidden` ones, because nobody knows any more who it was.

        From here to the end nobody else registers the same company: they wait, and then see this one.
        """
        ...

    def alike(self, company_key: str) -> Sequence[Candidate]:
        """Leads and customers with similar names among those that the caller sees, the most similar first."""
        ...

    def count_probe(self, at: datetime) -> int:
        """Notes that the caller was told about others' leads; how often within a minute, with this time.

        Counting for one user happens one at a time, so that of many at once none is missed.
        """
        ...
