"""Saved views of the customer list: keeping, reading, changing and throwing them away."""

from uuid import UUID

from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.patches import refuse_unfit
from adapters.http.query import Parameter, Query
from adapters.http.schemas.customers import ENCODER
from adapters.http.schemas.views import NEW, PAGE, VIEW, ViewForm, ViewPageForm, view_shown
from crm_core.domain.customers.list_query import ListQuery, MeOr
from crm_core.domain.fields.record import Record
from crm_core.domain.views.form import view_form
from crm_core.domain.views.view import SavedView
from crm_core.ports.once import Answer
from crm_core.queries.saved_views import saved_views, view_by_id
from crm_core.use_cases.perform import perform
from crm_core.use_cases.views.create_view import CreateView, create_view
from crm_core.use_cases.views.delete_view import DeleteView, delete_view
from crm_core.use_cases.views.update_view import UpdateView, update_view

ALL = "/api/views"
ONE = "/api/views/{viewId}"
THE_VIEW = (Place("viewId"),)
_ETAG = ("ETag",)
_ONE = Success(200, "The view.", ViewForm, _ETAG, VIEW)


def _shown(view: SavedView, status: int = 200, *, at: str | None = None) -> Answer:
    return entity(status, ENCODER.encode(view_shown(view)), view.version, location=at)


def _list(call: Call) -> Answer:
    asked = call.query["owner"]
    page = saved_views(
        owner=call.actor.user if asked == MeOr.ME else asked,
        cursor=call.query["cursor"],
        limit=call.query["limit"],
        actor=call.actor,
        world=call.world,
    )
    body = ENCODER.encode(ViewPageForm([view_shown(view) for view in page.views], page.next_cursor))
    return page_answer(call, body, page.next_cursor)


def _create(call: Call) -> Answer:
    return perform_once(
        create_view,
        CreateView(call.body),
        call=call,
        route="POST " + ALL,
        render=lambda view: _shown(view, 201, at=f"{ALL}/{view.id}"),
    )


def _one(call: Call) -> SavedView:
    view_id: UUID = call.places["viewId"]
    return view_by_id(view_id, actor=call.actor, world=call.world)


def _show(call: Call) -> Answer:
    view = _one(call)
    return entity(200, ENCODER.encode(view_shown(view)), view.version, known_to=call.headers)


def _version(call: Call) -> int | None:
    return expected_version(call.headers, lambda: _one(call).version)


def _delete(call: Call) -> Answer:
    perform(
        delete_view, DeleteView(call.places["viewId"], _version(call)), actor=call.actor, world=call.world
    )
    return Answer(204, (), b"")


def endpoints(query: ListQuery) -> tuple[Endpoint, ...]:
    """The endpoints for views of this list."""
    form = view_form(query)
    return (_listing(), _creating(form), _reading(), _changing(form), _deleting())


def _listing() -> Endpoint:
    owner = Parameter("owner", MeOr(), "Only the views of this user; `me` is the caller.")
    return Endpoint(
        method="GET",
        path=ALL,
        operation="listViews",
        title="List saved views",
        says="One's own and those shared with one's teams, by name.",
        tag="views",
        run=_list,
        work=Work.READ,
        query=Query((owner, LIMIT, CURSOR)),
        success=(Success(200, "One page.", ViewPageForm, ("Link",), PAGE),),
    )


def _creating(form: Record) -> Endpoint:
    return Endpoint(
        method="POST",
        path=ALL,
        operation="createView",
        title="Keep a view of the customer list",
        says="`filter` has the list's parameters as JSON and is judged like them; `region` shares it.",
        tag="views",
        run=_create,
        work=Work.COMMAND,
        body=form,
        body_example=NEW,
        once=True,
        success=(Success(201, "The new view.", ViewForm, ("ETag", "Location", "Idempotent-Replay"), VIEW),),
        refusals=(403,),
    )


def _reading() -> Endpoint:
    return Endpoint(
        method="GET",
        path=ONE,
        operation="getView",
        title="Read a view",
        tag="views",
        run=_show,
        work=Work.READ,
        places=THE_VIEW,
        success=(_ONE, Success(304, "Nothing new for this reader.", headers=_ETAG)),
    )


def _changing(form: Record) -> Endpoint:
    def change(call: Call) -> Answer:
        refuse_unfit(form, call.body)
        command = UpdateView(call.places["viewId"], call.body, _version(call))
        return _shown(perform(update_view, command, actor=call.actor, world=call.world))

    return Endpoint(
        method="PATCH",
        path=ONE,
        operation="updateView",
        title="Change a view",
        says="A JSON Merge Patch; one that changes nothing keeps the ETag.",
        tag="views",
        run=change,
        work=Work.COMMAND,
        places=THE_VIEW,
        body=form,
        body_example={"filter": {"type": None}, "region": None},
        patch=True,
        condition=Condition.HONOURED,
        success=(_ONE,),
        refusals=(403,),
    )


def _deleting() -> Endpoint:
    return Endpoint(
        method="DELETE",
        path=ONE,
        operation="deleteView",
        title="Throw a view away",
        tag="views",
        run=_delete,
        work=Work.COMMAND,
        places=THE_VIEW,
        condition=Condition.HONOURED,
        success=(Success(204, "It is gone."),),
        refusals=(403,),
    )
