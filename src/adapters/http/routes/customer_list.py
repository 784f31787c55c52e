"""The list of customers and of a chain's locations: one page as the caller sees it, in any order."""

from collections.abc import Awaitable, Callable

from attrs import frozen

from adapters.http.endpoint import AsyncPages, Call, Endpoint, Place, Success, Work
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query, in_address
from adapters.http.schemas.customer_examples import page_example
from adapters.http.schemas.customer_list import ListForms, list_forms
from adapters.http.schemas.customers import ENCODER
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerSlice
from crm_core.domain.fields.kinds import Choice
from crm_core.ports.once import Answer
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.list_customers import Page, list_customers, located, paged

ALL = "/api/customers"
LOCATIONS = "/api/customers/{customerId}/locations"


@frozen
class _Lists:
    """The list of one installation: what may be asked of it, and the forms of its answers."""

    query: ListQuery
    forms: ListForms

    def asked_for(self, call: Call) -> CustomerSlice:
        return self.query.slice(
            call.query, me=call.actor.user, sort=call.query["sort"], limit=call.query["limit"]
        )

    def page(self, call: Call, wanted: CustomerSlice) -> Answer:
        cursor = call.query["cursor"]
        return self.shown(call, list_customers(wanted, cursor=cursor, actor=call.actor, world=call.world))

    def shown(self, call: Call, page: Page) -> Answer:
        items = self.forms.lines(page.columns)
        body = ENCODER.encode({"items": items, "nextCursor": page.next_cursor})
        return page_answer(call, body, page.next_cursor)

    def customers(self, call: Call) -> Answer:
        return self.page(call, self.asked_for(call))

    async def customers_hot(self, call: Call, pages: AsyncPages) -> Answer:
        """The list without a thread; encoding a page costs less than the way to another thread."""
        seals = call.world.seals
        wanted = located(self.asked_for(call), cursor=call.query["cursor"], actor=call.actor, seals=seals)
        found = await pages.customers(call.actor, wanted)
        return self.shown(call, paged(found, wanted, actor=call.actor, seals=seals))

    def locations(self, call: Call) -> Answer:
        chain = customer_by_id(call.customer_id, actor=call.actor, world=call.world).customer
        return self.page(call, CustomerSlice(CustomerFilter(parent=chain.id), limit=call.query["limit"]))


def parameters(query: ListQuery) -> Query:
    """Every filter and order of the list, as parameters."""
    filters = (Parameter(one.name, in_address(one.kind), one.says) for one in query.filters.values())
    sort = Parameter("sort", Choice(tuple(query.orders)), "The order.", default=CustomerOrder.NAME.name)
    return Query((*filters, sort, LIMIT, CURSOR))


def endpoints(query: ListQuery) -> tuple[Endpoint, ...]:
    """The list with these filters and orders."""
    lists = _Lists(query, list_forms(query.hot_columns))
    page = Success(200, "One page.", lists.forms.page, ("Link",), page_example(query.hot_columns))
    return (_listing(lists.customers, lists.customers_hot, parameters(query), page), _below(lists, page))


def _listing(
    run: Callable[[Call], Answer],
    hot: Callable[[Call, AsyncPages], Awaitable[Answer]],
    query: Query,
    page: Success,
) -> Endpoint:
    return Endpoint(
        method="GET",
        path=ALL,
        operation="listCustomers",
        title="List customers",
        says="Only what the caller may see; rows neither repeat nor vanish while others are inserted. "
        "A customer without a value meets no filter on it, and stands last where it is sorted by.",
        tag="customers",
        run=run,
        hot=hot,
        work=Work.READ,
        query=query,
        success=(page,),
    )


def _below(lists: _Lists, page: Success) -> Endpoint:
    return Endpoint(
        method="GET",
        path=LOCATIONS,
        operation="listLocations",
        title="List the locations of a chain",
        tag="customers",
        run=lists.locations,
        work=Work.READ,
        places=(Place("customerId"),),
        query=Query((LIMIT, CURSOR)),
        success=(page,),
        refusals=(404,),
    )
