"""The pages of work over the memory and over a real database: logged, corrected, worked off, taken back."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from litestar.testing import TestClient

from adapters.web.parts import DemoSignIn, WebParts
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.boxes import moved, requested
from tests.web.reader import Reader
from tests.web.scene import MIRIAM, PEOPLE, SESSION_KEY, application
from tests.web.test_activity_log import form_at


@pytest.fixture
def miriam(food_world: World) -> Iterator[Reader]:
    made_of = WebParts(food_world, SESSION_KEY, DemoSignIn(given.TENANT, PEOPLE))
    with TestClient(application(made_of), raise_server_exceptions=False) as client:
        yield Reader(client).sign_in(MIRIAM)


def way(reader: Reader, part: str) -> str:
    """The first link of the last page that has this in it."""
    return next(
        found.split('"')[0] for found in reader.last.text.split('href="') if part in found.split('"')[0]
    )


def test_a_delivered_box_is_judged_corrected_and_taken_back(miriam: Reader, food_world: World) -> None:
    chain = given.chain(food_world, "Nordsee", owner=MIRIAM.id)
    house = given.location(food_world, chain, "Nordsee Kiel", owner=MIRIAM.id)
    box = requested(food_world, CustomerId(house.id))
    moved(food_world, box.id, SampleStatus.DELIVERED)
    for path in ("/follow-ups", "/follow-ups?of=team", f"/follow-ups?chain={chain.id}&badge=ON_TRACK"):
        miriam.get(path)
        assert "Nordsee Kiel" in miriam.text, path
    miriam.get(way(miriam, "/activities/new?follow_up=").replace("&amp;", "&"))
    action = next(form for form in _actions(miriam) if "PRODUCTTEST_FEEDBACK" in form)
    sent = {**miriam.form(action).fields, "outcome": "SUCCESS", "note": "Alle begeistert"}
    for _ in range(2):
        assert miriam.post(action, sent).status_code == HTTPStatus.SEE_OTHER
    miriam.follow()
    assert "Erledigt: Rückmeldung zum Muster einholen." in miriam.text
    miriam.get(f"/customers/{house.id}/timeline?of=activities")
    one = way(miriam, "/activities/0")
    assert miriam.text.count("Alle begeistert") == 1
    miriam.get(f"{one}/correct")
    miriam.send(f"{one}/correct", outcome="NEUTRAL")
    miriam.follow()
    assert "Wie ging es aus?: Überzeugt Unentschieden" in miriam.text
    miriam.get(f"{one}/withdraw")
    miriam.send(f"{one}/withdraw", reason="Anderes Muster")
    miriam.get(f"/customers/{chain.id}")
    for words in ("Standorte 1", "Muster 1 Zugestellt", "Zu tun 1 Im Plan"):
        assert words in miriam.text, words
    here = form_at(customer=house.id)
    miriam.get("/activities/new")
    assert f'href="{here}"' in miriam.last.text


def _actions(reader: Reader) -> list[str]:
    return [found.split('"')[0].replace("&amp;", "&") for found in reader.last.text.split('action="')[1:]]
