"""What has happened with a customer."""

from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query, Words
from adapters.http.schemas.timeline import ENCODER, EXAMPLE, TimelineForm, entry_form
from crm_core.domain.fields.kinds import Choice
from crm_core.ports.once import Answer
from crm_core.queries.customer_timeline import customer_timeline

PATH = "/api/customers/{customerId}/timeline"


def _list(call: Call) -> Answer:
    page = customer_timeline(
        call.customer_id,
        kinds=call.query["kinds"],
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        actor=call.actor,
        world=call.world,
    )
    body = ENCODER.encode(TimelineForm([entry_form(one) for one in page.entries], page.next_cursor))
    return page_answer(call, body, page.next_cursor)


def endpoints(kinds: tuple[str, ...]) -> tuple[Endpoint, ...]:
    """The endpoint for timelines with these kinds of entries."""
    narrowed = Parameter("kinds", Words(Choice(kinds)), "Only entries of these kinds.")
    return (
        Endpoint(
            method="GET",
            path=PATH,
            operation="getTimeline",
            title="Read what has happened with a customer",
            says="Newest first. What the caller must not see is absent, so a page may be shorter than asked "
            "for and still go on.",
            tag="customers",
            run=_list,
            work=Work.READ,
            places=(Place("customerId"),),
            query=Query((narrowed, LIMIT, CURSOR)),
            success=(Success(200, "One page.", TimelineForm, ("Link",), EXAMPLE),),
            refusals=(404,),
        ),
    )
