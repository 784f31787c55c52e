"""Saved views as addresses of the list: where each leads, and which of them one is looking at."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from adapters.web.listing import FALSE, TRUE, ListAddress
from adapters.web.visit import Visit
from crm_core.domain.views.form import columns_of
from crm_core.domain.views.view import SavedView
from crm_core.queries.saved_views import saved_views

MOST = 50  # views that are offered; whoever has more finds them by other means
DEFAULT = "view"  # the cookie that says with which view the list opens


@frozen
class ViewTab:
    """One view; `is_changed` when one looks at it and has narrowed it otherwise since."""

    view: SavedView
    href: str
    is_current: bool
    is_changed: bool
    is_mine: bool
    is_default: bool


def view_tabs(visit: Visit, address: ListAddress) -> list[ViewTab]:
    found = saved_views(limit=MOST, actor=visit.actor, world=visit.world)
    return [_tab(visit, address, view) for view in found.views]


def default_view(visit: Visit) -> UUID | None:
    try:
        return UUID(visit.request.cookies.get(DEFAULT, ""))
    except ValueError:
        return None


def href_of(address: ListAddress, view: SavedView) -> str:
    """The list as the view keeps it; what it no longer can ask of the list is left out."""
    empty = ListAddress(address.query, {})
    return empty.with_(**kept_by(address, view), view=str(view.id))


def kept_by(address: ListAddress, view: SavedView) -> dict[str, str]:
    """The view's filter, order and columns as they stand in an address."""
    said = {name: _text(value) for name, value in view.details.filter.items()}
    filters = {name: value for name, value in said.items() if name in address.query.filters}
    columns = [name for name in view.details.columns if name in columns_of(address.query)]
    sort = {"sort": view.details.sort} if view.details.sort in address.query.orders else {}
    return {**filters, **sort, "columns": ",".join(columns)}


def details_of(address: ListAddress, given: Mapping[str, str | None]) -> dict[str, object]:
    """What is to be kept of this address, with the name and team that somebody gave it."""
    kinds = address.query.filters
    asked = {name: kinds[name].kind.dump(address.asked[name]) for name in address.filters}
    return {"filter": asked, "sort": address.sort, "columns": list(address.columns), **given}


def _tab(visit: Visit, address: ListAddress, view: SavedView) -> ViewTab:
    kept, now = kept_by(address, view), address.kept
    is_current = now.get("view") == str(view.id)
    here = {**now, "sort": address.sort, "columns": ",".join(address.columns)}
    differs = {n: v for n, v in here.items() if n not in ("view", "rows")} != {
        n: v for n, v in kept.items() if v
    }
    return ViewTab(
        view,
        href_of(address, view),
        is_current,
        is_current and differs,
        view.owner_user_id == visit.actor.user,
        view.id == default_view(visit),
    )


def _text(value: object) -> str:
    return TRUE if value is True else FALSE if value is False else str(value)
