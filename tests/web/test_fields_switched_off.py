"""Where fields are switched off, no page of a customer shows, tells or changes one."""

import pytest

from crm_core.domain.settings.setting import Scope
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given
from tests.web.reader import Reader
from tests.web.scene import MIRIAM, Scene, place

FLAG = "features.fields.bridge"
SPREEBOGEN = "Betriebsrestaurant Spreebogen"
MEALS = "Essen je Tag"


@pytest.fixture
def at(reader: Reader, scene: Scene) -> str:
    reader.sign_in(MIRIAM)
    return place(scene.by_name[SPREEBOGEN])


def switch(scene: Scene, *, on: bool, version: int = 0) -> None:
    change_setting(ChangeSetting(FLAG, Scope.TENANT, on, version), actor=given.ADMIN, world=scene.world)


def test_the_customer_shows_none_and_its_timeline_tells_of_none(
    reader: Reader, scene: Scene, at: str
) -> None:
    for on, version in ((True, 0), (False, 1)):
        switch(scene, on=on, version=version)
        reader.get(at)
        for words in (MEALS, "Was wir wissen", "Stand vom", "Potenzial"):
            assert (words in reader.text) is on, words
        reader.get(f"{at}?as_of=2026-04-20")
        assert (MEALS in reader.text) is on
        reader.get(f"{at}/timeline")
        assert (MEALS in reader.text) is on
        assert ("/timeline?of=fields" in reader.last.text) is on
        assert (MEALS in reader.get(f"{at}/timeline?of=fields").text) is on


def test_no_form_of_one_opens_and_none_is_saved(reader: Reader, scene: Scene, at: str) -> None:
    one = f"{at}/fields/meals_per_day"
    reader.get(f"{one}/edit")
    form = reader.form(f"{one}/edit").fields
    switch(scene, on=False)
    for path in (one, f"{one}/edit", f"{one}/history"):
        assert reader.get(path).status_code == 404, path
    for path in (f"{one}/edit", f"{one}/undo?change=2", f"{one}/return?change=2"):
        assert reader.post(path, {**form, "meals_per_day": "999"}).status_code == 404, path

    switch(scene, on=True, version=1)
    assert "520" in reader.get(at).text
    assert "999" not in reader.text
