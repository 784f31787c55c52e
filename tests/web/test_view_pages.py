"""Saved views, without a script: what happens when somebody else was quicker."""

from http import HTTPStatus

import pytest

from crm_core.domain.views.view import SavedView
from crm_core.use_cases.views.create_view import CreateView, create_view
from crm_core.use_cases.views.update_view import UpdateView, update_view
from tests import given
from tests.web.reader import Reader
from tests.web.scene import SABINE, Scene

HOTELS = {"name": "Hotels", "filter": {"type": "HOTEL"}, "sort": "name", "columns": ["name", "city"]}
OWNER = given.actor(SABINE.role, number=50, regions={"BERLIN", "NORD"})


@pytest.fixture
def view(reader: Reader, scene: Scene) -> SavedView:
    reader.sign_in(SABINE)
    return create_view(CreateView(HOTELS), actor=OWNER, world=scene.world)


def elsewhere(scene: Scene, view: SavedView, **patch: object) -> None:
    """Their owner in another window."""
    update_view(UpdateView(view.id, patch), actor=OWNER, world=scene.world)


def test_a_view_that_was_renamed_meanwhile_shows_both_names(
    reader: Reader, scene: Scene, view: SavedView
) -> None:
    at = f"/views/{view.id}"
    reader.get(at)
    elsewhere(scene, view, name="Alle Hotels", region="NORD")
    assert reader.send(at, name="Gute Hotels").status_code == HTTPStatus.PRECONDITION_FAILED
    for words in ("Jemand war schneller", "Alle Hotels", "Gute Hotels", "NORD · nur dort geändert"):
        assert words in reader.text, words

    assert reader.send(at, name="Gute Hotels").status_code == HTTPStatus.SEE_OTHER
    reader.get(at)
    now = reader.form(at).fields
    assert (now["name"], now["region"]) == ("Gute Hotels", "NORD")


def test_a_refused_name_keeps_what_it_was_typed_upon(reader: Reader, scene: Scene, view: SavedView) -> None:
    at = f"/views/{view.id}"
    reader.get(at)
    assert reader.send(at, name="").status_code == HTTPStatus.BAD_REQUEST
    assert reader.last.headers["x-form-again"] == "yes"
    elsewhere(scene, view, region="NORD")
    assert reader.send(at, name="Gute Hotels").status_code == HTTPStatus.PRECONDITION_FAILED
    assert "NORD · nur dort geändert" in reader.text


def test_a_list_is_not_kept_over_what_somebody_changed(reader: Reader, scene: Scene, view: SavedView) -> None:
    reader.get(f"/customers?type=CATERING&view={view.id}&sort=name&columns=name,city")
    elsewhere(scene, view, filter={"type": "RESTAURANT"})
    assert reader.send(f"/views/{view.id}").status_code == HTTPStatus.SEE_OTHER
    reader.follow()
    assert "hat inzwischen jemand geändert" in reader.text
    assert "Markthalle Acht" in reader.text
    reader.get("/customers")
    assert "type=RESTAURANT" in reader.last.text
