"""Settings on pages, without a script: what applies and why, set at each scope, taken back, looked up."""

from collections.abc import Callable, Iterator

import pytest
from litestar.testing import TestClient

from adapters.memory.world import memory_world
from adapters.web.parts import DemoSignIn, DemoUser
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.settings.setting import Scope
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from crm_food_pack.pack import FOOD
from tests import given
from tests.second_pack import STAGES
from tests.web.browsing import DESK, PHONE, Onlooker, serving
from tests.web.reader import Reader
from tests.web.scene import HELENE, MIRIAM, Scene, application, parts

ADA = DemoUser(given.user(91), "Ada Roth", Role.ADMIN)
LEA = DemoUser(given.user(50), "Lea Winter", Role.TEAM_LEAD, {"regions": ("BERLIN",)})
BOTH = DemoUser(given.user(51), "Kim Sander", Role.TEAM_LEAD, {"regions": ("BERLIN", "KIEL")})
LIMIT, OFFICE, TOLD = "stages.hiresADay", "stages.office", "stages.told"
PLACE = f"/settings/{LIMIT}"


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    clock, world = made.clock, made.world
    made.world = memory_world(FOOD, STAGES, clock=clock, ids=world.ids, seals=world.seals, store=made.store)
    return made


@pytest.fixture
def reader(scene: Scene) -> Iterator[Reader]:
    people = (ADA, LEA, BOTH, MIRIAM, HELENE)
    made_of = parts(scene, DemoSignIn(given.TENANT, people))
    with TestClient(application(made_of), raise_server_exceptions=False) as client:
        yield Reader(client)


def put(scene: Scene, by: Actor, scope: Scope, value: object, version: int = 0, key: str = LIMIT) -> None:
    change_setting(ChangeSetting(key, scope, value, version, "BERLIN"), actor=by, world=scene.world)


def test_every_setting_is_listed_with_its_value_and_source(reader: Reader, scene: Scene) -> None:
    put(scene, given.ADMIN, Scope.TENANT, 30)
    reader.sign_in(MIRIAM).get("/settings")
    for words in (
        "Vermietungen am Tag",
        "30",
        "Unternehmen",
        "Vorgabe",
        "Schnittstelle",
        "Wer erfährt davon",
    ):
        assert words in reader.text, words
    assert all(f"/settings/{key}" in reader.last.text for key in scene.world.settings.declared)


def test_an_admin_sets_for_the_company(reader: Reader, scene: Scene) -> None:
    reader.sign_in(ADA).get(f"{PLACE}/tenant/edit")
    assert reader.send(f"{PLACE}/tenant/edit", value="30").status_code == 303
    reader.follow()
    assert "Gesetzt: Vermietungen am Tag" in reader.text
    assert "Unternehmen" in reader.text
    (stored,) = scene.store.state.settings.values()
    assert (stored.scope, stored.value) == (Scope.TENANT, 30)


def test_a_team_lead_sets_for_the_region_and_everybody_for_themselves(reader: Reader, scene: Scene) -> None:
    reader.sign_in(LEA).get(f"{PLACE}/org/edit")
    assert reader.send(f"{PLACE}/org/edit", value="20").status_code == 303
    reader.get(f"{PLACE}/user/edit")
    assert reader.send(f"{PLACE}/user/edit", value="10").status_code == 303
    assert reader.follow().status_code == 200
    assert {(one.scope, one.whose, one.value) for one in scene.store.state.settings.values()} == {
        (Scope.ORG, "BERLIN", 20),
        (Scope.USER, str(LEA.id), 10),
    }


@pytest.mark.parametrize("level", ["global", "tenant"])
def test_nobody_sets_what_is_not_theirs(reader: Reader, level: str) -> None:
    assert reader.sign_in(LEA).get(f"{PLACE}/{level}/edit").status_code == 403
    assert f"{PLACE}/{level}/edit" not in reader.get(PLACE).text


@pytest.mark.parametrize("path", ["/settings/no.such", f"{PLACE}/galaxy/edit", f"{PLACE}/org/edit"])
def test_what_does_not_exist_leads_nowhere(reader: Reader, path: str) -> None:
    assert reader.sign_in(MIRIAM).get(path).status_code == 404


def test_whoever_has_several_regions_chooses_one(reader: Reader, scene: Scene) -> None:
    reader.sign_in(BOTH).get(PLACE)
    assert f"{PLACE}/org/edit" not in reader.last.text
    reader.get(f"{PLACE}?region=KIEL")
    reader.get(f"{PLACE}/org/edit?region=KIEL")
    assert reader.send(f"{PLACE}/org/edit?region=KIEL", value="20").status_code == 303
    assert reader.last.headers["location"] == f"{PLACE}?region=KIEL"
    assert [one.whose for one in scene.store.state.settings.values()] == ["KIEL"]


@pytest.mark.parametrize(
    ("typed", "why"), [("31", "30"), ("viele", "Zahl"), ("", ""), ("0", "1"), ("1,5", "")]
)
def test_a_wrong_value_is_told_beside_its_input(reader: Reader, scene: Scene, typed: str, why: str) -> None:
    put(scene, given.ADMIN, Scope.TENANT, 30)
    reader.sign_in(MIRIAM).get(f"{PLACE}/user/edit")
    assert reader.send(f"{PLACE}/user/edit", value=typed).status_code == 400
    assert 'aria-invalid="true"' in reader.last.text
    assert why in reader.text
    assert reader.form(f"{PLACE}/user/edit").fields["value"] == typed


@pytest.mark.parametrize(("choice", "stands"), [("mine", 30), ("theirs", 25)])
def test_whoever_was_slower_chooses_between_both(
    reader: Reader, scene: Scene, choice: str, stands: int
) -> None:
    edit = f"{PLACE}/tenant/edit"
    reader.sign_in(ADA).get(edit)
    put(scene, given.ADMIN, Scope.TENANT, 25)
    assert reader.send(edit, value="30").status_code == 412
    for words in ("Jemand war schneller", "Jetziger Stand 25", "Ihre Angabe 30"):
        assert words in reader.text, words
    assert reader.send(edit, choice__=choice).status_code == 303
    reader.get(edit)
    assert reader.form(edit).fields["value"] == str(stands)


def test_a_value_is_taken_back(reader: Reader, scene: Scene) -> None:
    put(scene, given.rep(1), Scope.USER, 10)
    reader.sign_in(MIRIAM).get(PLACE)
    assert reader.send(f"{PLACE}/user/reset").status_code == 303
    reader.follow()
    assert "Zurückgenommen" in reader.text
    assert f"{PLACE}/user/reset" not in reader.last.text


def test_nobody_takes_back_what_they_have_not_seen(reader: Reader, scene: Scene) -> None:
    put(scene, given.ADMIN, Scope.TENANT, 30)
    reader.sign_in(ADA).get(PLACE)
    put(scene, given.ADMIN, Scope.TENANT, 31, 1)
    reader.send(f"{PLACE}/tenant/reset")
    reader.follow()
    assert "inzwischen" in reader.text
    assert "31" in reader.text


def test_a_limit_that_cuts_is_told(reader: Reader, scene: Scene) -> None:
    put(scene, given.rep(1), Scope.USER, 45)
    put(scene, given.ADMIN, Scope.TENANT, 30)
    reader.sign_in(MIRIAM).get(PLACE)
    assert "Es gilt die Grenze von: Unternehmen" in reader.text


def test_parts_and_items_say_where_they_come_from(reader: Reader, scene: Scene) -> None:
    put(scene, given.ADMIN, Scope.TENANT, {"opens": "07:00"}, key=OFFICE)
    reader.sign_in(MIRIAM).get(f"/settings/{OFFICE}/user/edit")
    assert (
        reader.send(f"/settings/{OFFICE}/user/edit", value__opens="", value__closes="15:00").status_code
        == 303
    )
    reader.follow()
    assert "Opens 07:00 Unternehmen" in reader.text
    assert "Closes 15:00 Persönlich" in reader.text

    put(scene, given.ADMIN, Scope.TENANT, ["POLICE"], key=TOLD)
    reader.get(f"/settings/{TOLD}")
    assert "Owner Vorgabe Police Unternehmen" in reader.text


def test_an_empty_choice_is_a_value_too(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get(f"/settings/{TOLD}/user/edit")
    form = reader.form(f"/settings/{TOLD}/user/edit")
    kept = {name: value for name, value in form.fields.items() if not name.startswith("value.")}
    assert reader.post(f"/settings/{TOLD}/user/edit", kept).status_code == 303
    assert [one.value for one in scene.store.state.settings.values()] == [()]


def test_the_history_says_who_and_from_what_to_what(reader: Reader, scene: Scene) -> None:
    for number in range(22):
        put(scene, given.ADMIN, Scope.TENANT, number + 1, number)
    reader.sign_in(ADA).get(f"{PLACE}/tenant/history")
    assert "Ada Roth" in reader.text
    assert "Vorher 21 Nachher 22" in reader.text
    cursor = reader.last.text.partition('href="?cursor=')[2].partition('"')[0]
    reader.get(f"{PLACE}/tenant/history?cursor={cursor}")
    assert "Vorher – Nachher 1" in reader.text
    reader.client.cookies.clear()
    assert reader.sign_in(MIRIAM).get(f"{PLACE}/tenant/history").status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize(("size", "language"), [(DESK, "de"), (PHONE, "en")], ids=["desk", "phone"])
def test_every_page_is_open_to_everybody(
    scene: Scene, look: Callable[..., Onlooker], size: dict[str, int], language: str
) -> None:
    put(scene, given.rep(1), Scope.USER, 45)
    put(scene, given.ADMIN, Scope.TENANT, 30)
    put(scene, given.ADMIN, Scope.TENANT, {"opens": "07:00"}, key=OFFICE)
    with serving(scene) as pages:
        onlooker = look(pages, size=size, language=language, user=BOTH)
        for path in ("/settings?region=KIEL", f"{PLACE}?region=KIEL", f"{PLACE}/org/edit?region=KIEL"):
            onlooker.page.goto(path)
            assert onlooker.flaws() == [], path
        onlooker.carry_session(MIRIAM)
        for path in (PLACE, f"{PLACE}/user/history", f"/settings/{OFFICE}", f"/settings/{TOLD}/user/edit"):
            onlooker.page.goto(path)
            assert onlooker.flaws() == [], path
        onlooker.page.goto(f"{PLACE}/user/edit")
        onlooker.page.locator("#v-value").fill("99")
        onlooker.page.keyboard.press("Enter")
        onlooker.page.locator("[aria-invalid=true]").wait_for()
        assert onlooker.axe() == []
