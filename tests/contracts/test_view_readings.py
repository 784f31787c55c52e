"""What every reading of views keeps: one's own and one's teams', by name, in pages."""

from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.views.view import SavedView
from crm_core.ports.world import World
from crm_core.queries.saved_views import saved_views
from crm_core.use_cases.views.create_view import CreateView, create_view
from tests import given

OWNER = evolve(given.rep(1), regions=frozenset({"BERLIN"}))
COLLEAGUE = evolve(given.rep(2), regions=frozenset({"BERLIN", "KIEL"}))
STRANGER = evolve(given.rep(3), regions=frozenset({"KIEL"}))
READERS = (OWNER, COLLEAGUE, STRANGER, given.MANAGER, given.AUDITOR, given.ADMIN, given.team_lead("BERLIN"))


def kept(world: World, name: str, by: Actor = OWNER, **more: object) -> SavedView:
    return create_view(CreateView({"name": name, **more}), actor=by, world=world)


def names(world: World, by: Actor, **asked: object) -> list[str]:
    page = saved_views(limit=50, actor=by, world=world, **asked)  # type: ignore[arg-type]  # loose arguments
    return [view.details.name for view in page.views]


def test_people_see_their_own_and_their_teams_views(world: World) -> None:
    kept(world, "privat")
    kept(world, "Team", region="BERLIN")
    kept(world, "Norden", STRANGER, region="KIEL")
    seen = {reader.user: names(world, reader) for reader in READERS}
    assert [seen[reader.user] for reader in READERS] == [
        ["privat", "Team"],
        ["Norden", "Team"],
        ["Norden"],
        [],
        ["Norden", "privat", "Team"],
        ["Norden", "privat", "Team"],
        ["Team"],
    ]
    assert names(world, COLLEAGUE, owner=OWNER.user) == ["Team"]
    assert names(world, evolve(given.ADMIN, tenant=given.OTHER_TENANT)) == []


def test_views_come_in_pages_by_name_without_accents(world: World) -> None:
    for name in ("Zoo", "Äpfel", "apfel", "Birnen", "Birnen"):
        kept(world, name)
    found: list[SavedView] = []
    cursor = None
    while True:
        page = saved_views(limit=2, cursor=cursor, actor=OWNER, world=world)
        found += page.views
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [view.details.name for view in found] == ["Äpfel", "apfel", "Birnen", "Birnen", "Zoo"]
    assert len({view.id for view in found}) == 5
