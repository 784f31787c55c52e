"""How a saved view travels."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crm_core.domain.views.view import SavedView


class ViewForm(msgspec.Struct, rename="camel", frozen=True):
    """A view in full; `filter` has the list's parameters as JSON, `region` is the team that reads it."""

    id: UUID
    version: int
    name: str
    filter: dict[str, Any]
    sort: str
    columns: list[str]
    region: str | None
    owner_user_id: UUID
    created_at: datetime
    updated_at: datetime


class ViewPageForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of views."""

    items: list[ViewForm]
    next_cursor: str | None


NEW = {
    "name": "Hotels in Berlin",
    "filter": {"type": "HOTEL", "region": "BERLIN"},
    "sort": "-created_at",
    "columns": ["name", "city", "ownerUserId"],
    "region": "BERLIN",
}
VIEW = {
    "id": "01980f3a-6f00-7000-8000-0000000000e1",
    "version": 1,
    **NEW,
    "ownerUserId": "01980f3a-6f00-7000-8000-0000000000a1",
    "createdAt": "2026-03-02T08:00:00Z",
    "updatedAt": "2026-03-02T08:00:00Z",
}
PAGE = {"items": [VIEW], "nextCursor": None}


def view_shown(view: SavedView) -> ViewForm:
    d = view.details
    return ViewForm(
        id=view.id,
        version=view.version,
        name=d.name,
        filter=dict(d.filter),
        sort=d.sort,
        columns=list(d.columns),
        region=d.region,
        owner_user_id=view.owner_user_id,
        created_at=view.created_at,
        updated_at=view.updated_at,
    )
