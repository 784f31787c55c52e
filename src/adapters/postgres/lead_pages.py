"""The list of leads asked without holding a thread: the event loop waits, the question is the same."""

from attrs import frozen

from adapters.postgres.async_question import AsyncQuestions
from adapters.postgres.flush import Statement
from adapters.postgres.identity import IDENTIFY_FOR_LIST
from adapters.postgres.lead_list import columns_of, page_text, parameters
from adapters.postgres.policies.arms import reached_by
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
from crm_core.domain.leads.listing import LeadColumns, LeadSlice


@frozen
class PostgresLeadPages:
    questions: AsyncQuestions

    async def __call__(self, actor: Actor, wanted: LeadSlice) -> LeadColumns:
        """What `LeadReadings.page` answers."""
        reached = reached_by(actor, LEADS)
        if not reached:
            return LeadColumns()
        question: Statement = (page_text(wanted, reached), parameters(wanted))
        rows, _ = await self.questions.asked(actor, question, identify=IDENTIFY_FOR_LIST)
        return columns_of(rows, wanted.order)
