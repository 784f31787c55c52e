"""What every store of views keeps: they come back as they were, and are changed by whose they are."""

from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.domain.views.view import SavedView
from crm_core.ports.world import World
from crm_core.queries.saved_views import view_by_id
from crm_core.use_cases.views.create_view import CreateView, create_view
from crm_core.use_cases.views.delete_view import DeleteView, delete_view
from crm_core.use_cases.views.update_view import UpdateView, update_view
from tests import given

OWNER = evolve(given.rep(1), regions=frozenset({"BERLIN"}))
COLLEAGUE = evolve(given.rep(2), regions=frozenset({"BERLIN", "KIEL"}))
STRANGER = evolve(given.rep(3), regions=frozenset({"KIEL"}))


def kept(world: World, name: str, by: Actor = OWNER, **more: object) -> SavedView:
    return create_view(CreateView({"name": name, **more}), actor=by, world=world)


def test_a_view_comes_back_as_it_was_kept(world: World) -> None:
    more: dict[str, Any] = {
        "filter": {"q": "Süd", "territory": "DE"},
        "sort": "-created_at",
        "columns": ["city", "name"],
    }
    view = kept(world, "Mein Süden", region="BERLIN", **more)
    assert view_by_id(view.id, actor=OWNER, world=world) == view
    assert view.details.filter == more["filter"]
    assert view.details.columns == ("city", "name")


def test_a_change_builds_on_the_version_that_was_seen(world: World) -> None:
    view = kept(world, "Hotels", filter={"type": "HOTEL"})
    patch = {"filter": {"type": None, "q": "see"}, "region": "BERLIN"}
    changed = update_view(UpdateView(view.id, patch, 1), actor=OWNER, world=world)
    assert (changed.version, changed.details.filter, changed.region) == (2, {"q": "see"}, "BERLIN")
    assert view_by_id(view.id, actor=COLLEAGUE, world=world) == changed
    with pytest.raises(Outdated):
        update_view(UpdateView(view.id, {"name": "x"}, 1), actor=OWNER, world=world)
    same = update_view(UpdateView(view.id, {"name": " Hotels "}, 2), actor=OWNER, world=world)
    assert same == changed


@pytest.mark.parametrize(
    ("by", "refusal"),
    [(COLLEAGUE, NotAllowed), (given.AUDITOR, NotAllowed), (STRANGER, NotFound), (given.MANAGER, NotFound)],
)
def test_nobody_else_changes_or_removes_it(world: World, by: Actor, refusal: type[Exception]) -> None:
    view = kept(world, "Team", region="BERLIN")
    with pytest.raises(refusal):
        update_view(UpdateView(view.id, {"name": "Meins"}), actor=by, world=world)
    with pytest.raises(refusal):
        delete_view(DeleteView(view.id), actor=by, world=world)
    assert view_by_id(view.id, actor=OWNER, world=world) == view


def test_a_removed_view_is_gone(world: World) -> None:
    view = kept(world, "Alt")
    with pytest.raises(Outdated):
        delete_view(DeleteView(view.id, 2), actor=OWNER, world=world)
    delete_view(DeleteView(view.id, 1), actor=OWNER, world=world)
    with pytest.raises(NotFound):
        view_by_id(view.id, actor=OWNER, world=world)
    with pytest.raises(NotFound):
        delete_view(DeleteView(view.id), actor=given.ADMIN, world=world)


def test_an_auditor_keeps_no_view(world: World) -> None:
    with pytest.raises(NotAllowed):
        kept(world, "x", given.AUDITOR)


def test_what_was_done_to_views_is_in_the_audit_without_their_words(world: World) -> None:
    view = kept(world, "Frau Petersens Liste", filter={"q": "petersen"})
    update_view(UpdateView(view.id, {"sort": "-created_at"}), actor=OWNER, world=world)
    delete_view(DeleteView(view.id), actor=given.ADMIN, world=world)
    with world.unit_of_work(given.AUDITOR) as uow:
        entries = uow.audit.newest(limit=5)
    assert [(one.deed.action, one.deed.fields, one.deed.outcome) for one in entries] == [
        ("delete", (), Outcome.DONE),
        ("update", ("sort",), Outcome.DONE),
        ("create", (), Outcome.DONE),
    ]
    assert "petersen" not in str(entries).casefold()
