"""The hot list asked without holding a thread: the event loop waits, the question is the same."""

from attrs import field, frozen

from adapters.postgres.async_question import AsyncQuestions
from adapters.postgres.customer_list import PageTexts, columns_of, parameters
from adapters.postgres.flush import Statement
from adapters.postgres.identity import IDENTIFY_FOR_LIST
from adapters.postgres.policies.arms import reached_by
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS
from crm_core.domain.customers.listing import CustomerColumns, CustomerSlice
from crm_core.domain.projections.hot_row import HotColumns


@frozen
class PostgresCustomerPages:
    questions: AsyncQuestions
    hot_columns: HotColumns = HotColumns()
    _texts: PageTexts = field(init=False)

    @_texts.default
    def _of_these_columns(self) -> PageTexts:
        return PageTexts(self.hot_columns)

    async def __call__(self, actor: Actor, wanted: CustomerSlice) -> CustomerColumns:
        """What `CustomerReadings.page` answers."""
        reached = reached_by(actor, CUSTOMERS)
        if not reached:
            return CustomerColumns.of(())
        question: Statement = (self._texts.text(wanted, reached), parameters(wanted))
        rows, scope = await self.questions.asked(actor, question, identify=IDENTIFY_FOR_LIST)
        return columns_of(rows, scope)
