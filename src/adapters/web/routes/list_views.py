"""Views of the list: kept under a name, shared with a team, renamed, made the first one, thrown away."""

from collections.abc import Mapping
from urllib.parse import parse_qsl
from uuid import UUID

from attrs import frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.conflict import compare
from adapters.web.customer_form import by_field
from adapters.web.list_views import DEFAULT, default_view, details_of, href_of
from adapters.web.listing import ListAddress
from adapters.web.notice import Notice
from adapters.web.posted import Posted
from adapters.web.routes.here import Form, Here, Page
from adapters.web.seen_form import BASE, sealed, texts_seen
from adapters.web.visit import Visit
from crm_core.domain.access.role import Role
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed, NotFound, Outdated
from crm_core.domain.views.view import SavedView
from crm_core.queries.saved_views import view_by_id
from crm_core.use_cases.perform import perform
from crm_core.use_cases.views.create_view import CreateView, create_view
from crm_core.use_cases.views.delete_view import DeleteView, delete_view
from crm_core.use_cases.views.update_view import UpdateView, update_view

_TEXTS = ("name", "region")


@frozen
class _Change:
    """A view in a form: on top of which version, and what stood there then, sealed."""

    view: SavedView
    version: int
    base: str


@get("/views/new", sync_to_thread=True)
def new_view(visit: Here) -> Page:
    if not visit.may.keep_views:
        raise NotAllowed(action="create", resource="view")
    return _form(visit, {"name": "", "region": ""}, list_=visit.request.url.query)


@post("/views/new", sync_to_thread=True)
def keep_view(visit: Here, form: Form) -> Page:
    address = _address(visit, form)
    try:
        command = CreateView(details_of(address, _given(form)))
        view = perform(create_view, command, actor=visit.actor, world=visit.world)
    except Invalid as refusal:
        return _form(visit, form.values, list_=form.values.get("list", ""), refusal=refusal)
    return _first(visit, form, view, _shown(visit, view, "notice.view-kept"))


@get("/views/{view_id:str}", sync_to_thread=True)
def edit_view(visit: Here, view_id: FromPath[str]) -> Page:
    view = view_by_id(_id(view_id), actor=visit.actor, world=visit.world)
    values = _kept(view)
    change = _Change(view, view.version, sealed(visit, str(view.id), values))
    return _form(visit, values, change=change)


@post("/views/{view_id:str}", sync_to_thread=True)
def change_view(visit: Here, view_id: FromPath[str], form: Form) -> Page:
    """Another name or team; or, where a list is given, that list instead of the one that was kept."""
    patch = details_of(_address(visit, form), {}) if "list" in form.values else {}
    if "name" in form.values:
        patch |= _given(form)
    view = view_by_id(_id(view_id), actor=visit.actor, world=visit.world)
    version = form.number("version")
    try:
        command = UpdateView(view.id, _replacing(view, patch), version)
        changed = perform(update_view, command, actor=visit.actor, world=visit.world)
    except Outdated:
        return _outdated(visit, view_by_id(view.id, actor=visit.actor, world=visit.world), form)
    except Invalid as refusal:
        change = _Change(view, version, form.values.get(BASE, ""))
        return _form(visit, form.values, change=change, refusal=refusal)
    return _first(visit, form, changed, _shown(visit, changed, "notice.view-changed"))


@post("/views/{view_id:str}/delete", sync_to_thread=True)
def throw_away(visit: Here, view_id: FromPath[str], form: Form) -> Page:
    view = view_by_id(_id(view_id), actor=visit.actor, world=visit.world)
    perform(delete_view, DeleteView(view.id, form.number("version")), actor=visit.actor, world=visit.world)
    return visit.moved("/customers", notice=Notice("notice.view-gone", {"name": view.details.name}))


def _replacing(view: SavedView, patch: Mapping[str, object]) -> dict[str, object]:
    """A filter is replaced as a whole: what the old one had and the new one has not is taken away."""
    new = patch.get("filter")
    if not isinstance(new, Mapping):
        return dict(patch)
    return {**patch, "filter": {**dict.fromkeys(view.details.filter), **new}}


def _outdated(visit: Visit, view: SavedView, form: Posted) -> Page:
    """Both names and teams to choose from; a list that was to be kept is still the one that is looked at."""
    if "name" not in form.values:
        told = Notice("notice.view-outdated", {"name": view.details.name}, kind="info")
        narrowed = _address(visit, form)
        return visit.moved(narrowed.with_(view=str(view.id)), notice=told)
    mine, theirs = {name: form.text(name) or "" for name in _TEXTS}, _kept(view)
    base = texts_seen(visit, str(view.id), form.values.get(BASE, ""), _TEXTS)
    return _page(
        visit,
        "conflict_form",
        412,
        view=view,
        action=f"/views/{view.id}",
        back="/customers",
        subject=view.details.name,
        changed_at=view.updated_at,
        version=view.version,
        carried={"first": form.values["first"]} if "first" in form.values else {},
        comparison=compare(base=base, mine=mine, theirs=theirs),
        mine=mine,
        theirs=theirs,
        base=sealed(visit, str(view.id), theirs),
        labels={"name": visit.say("views.name"), "region": visit.say("views.team")},
        words=lambda field, value: value or visit.say("views.only-me") if field == "region" else value,
    )


def _kept(view: SavedView) -> dict[str, str]:
    return {"name": view.details.name, "region": view.details.region or ""}


def _first(visit: Visit, form: Posted, view: SavedView, answer: Page) -> Page:
    """Whether the list opens with this view is this browser's wish, as language and theme are."""
    if "name" not in form.values:
        return answer
    if form.text("first"):
        return visit.remember(answer, DEFAULT, str(view.id))
    return visit.with_cookie(answer, DEFAULT, "", 0) if default_view(visit) == view.id else answer


def _shown(visit: Visit, view: SavedView, told: str) -> Page:
    href = href_of(ListAddress(visit.site.list_query, {}), view)
    return visit.moved(href, notice=Notice(told, {"name": view.details.name}))


def _given(form: Posted) -> dict[str, str | None]:
    return {"name": form.text("name"), "region": form.text("region")}


def _address(visit: Visit, form: Posted) -> ListAddress:
    said = dict(parse_qsl(form.values.get("list", "").lstrip("?"), max_num_fields=100))
    return ListAddress.read(said, visit.site.list_query)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _form(
    visit: Visit,
    values: Mapping[str, str],
    *,
    list_: str = "",
    change: _Change | None = None,
    refusal: Invalid | None = None,
) -> Page:
    errors: Mapping[str, FieldError] = by_field(() if refusal is None else refusal.errors)
    view = None if change is None else change.view
    is_mine = view is None or view.owner_user_id == visit.actor.user or visit.actor.holds(Role.ADMIN)
    first = values.get("first") or (view is not None and default_view(visit) == view.id)
    return _page(
        visit,
        "view_form",
        200 if refusal is None else 400,
        view=view,
        version=None if change is None else change.version,
        base="" if change is None else change.base,
        values={name: values.get(name, "") for name in _TEXTS},
        list_=list_,
        errors=errors,
        is_mine=is_mine,
        is_first=bool(first),
        regions=sorted(visit.actor.regions),
        any_region=visit.actor.holds(Role.MANAGER, Role.ADMIN),
    )


def _page(visit: Visit, part: str, status: int, **context: object) -> Page:
    """A part for the sheet, or a page of its own for whom there is no script."""
    template = f"customers/{part}.html"
    response = visit.page(
        template if visit.is_partial else "customers/view.html", status, part=template, **context
    )
    response.headers["x-form-again"] = "yes"
    return response
