"""A customer's activities asked without holding a thread, as columns: content stays the JSON that is kept."""

from collections.abc import Sequence

from attrs import frozen

from adapters.postgres.activity_readings import page_parameters, page_text
from adapters.postgres.async_question import AsyncQuestions
from adapters.postgres.flush import Row
from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.listing import ActivitySlice

# In the order of `ActivityRow`.
COLUMNS = (
    "a.id, a.version, a.customer_id, a.lead_id, a.kind, a.occurred_at, a.note, a.content, a.author, "
    "a.recorded_at, a.corrected_at, a.corrected_by"
)


@frozen
class PostgresActivityPages:
    questions: AsyncQuestions

    async def __call__(self, actor: Actor, wanted: ActivitySlice) -> Sequence[Row] | None:
        """The rows of `ActivityReadings.page`; None when the actor does not see the customer."""
        asked = (page_text(wanted, COLUMNS), page_parameters(actor, wanted))
        rows, _ = await self.questions.asked(actor, asked)
        return [row[1:] for row in rows if row[1] is not None] if rows else None
