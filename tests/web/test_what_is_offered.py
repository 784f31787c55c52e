"""Nobody is offered what they may not do: not by a link, a button or a box, and no form of it opens."""

import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus

import pytest

from tests.boxes import lead_of
from tests.web.at_work import KIEL, LINDE, busy
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, URS, Scene, place

FORMS = ("/customers/new", "/leads/new", "/samples/new", "/activities/new", "/views/new")
# What everybody may send, whoever they are: their own wishes and their leave.
OF_EVERYBODY = {"/preferences", "/logout", "/roi"}
# Files, the guide, which shows buttons to everybody, and evidence, which this scene cannot seal.
_ELSEWHERE = ("/assets", "/styleguide", "/leads/ID/evidence")
STARTS = ("/customers", "/customers?q=zzz", "/follow-ups?of=team", "/samples", "/roi", "/leads", "/settings")


@pytest.fixture
def work(scene: Scene) -> Scene:
    """A morning's work, and a lead."""
    lead_of(scene.world)
    return busy(scene)


def _ways(text: str) -> Iterator[str]:
    for found in re.findall(r'(?:href|hx-get)="(/[^"#]*)', text):
        yield unescape(found)


def _shape(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", path).partition("?")[0]


def _walked(reader: Reader, starts: list[str]) -> tuple[dict[str, int], set[str]]:
    """The status of one page of each sort, as links lead there, and what forms on them send something to."""
    statuses, sent, ahead = dict[str, int](), set[str](), list(starts)
    while ahead:
        path = ahead.pop(0)
        shape = path if path in starts else _shape(path)
        if shape in statuses or shape.startswith(_ELSEWHERE):
            continue
        answer = reader.get(path)
        statuses[shape] = answer.status_code
        ahead += _ways(answer.text)
        sent |= {_shape(one) for one in re.findall(r'method="post" action="([^"]*)"', answer.text)}
    return statuses, sent


def test_an_auditor_is_offered_nothing_to_change(reader: Reader, work: Scene) -> None:
    reader.sign_in(URS)
    houses = [place(work.by_name[name]) for name in (LINDE, KIEL, "Nordsee Hotels")]
    statuses, sent = _walked(reader, [*STARTS, *houses])
    assert sent == OF_EVERYBODY
    assert {path: code for path, code in statuses.items() if code != HTTPStatus.OK} == {}
    assert not statuses.keys() & set(FORMS)
    assert "/follow-ups/ID" in statuses
    assert "/samples/ID" in statuses
    reader.get("/customers")
    assert 'class="pick-row"' not in reader.last.text


def test_no_form_opens_for_an_auditor(reader: Reader, work: Scene) -> None:
    reader.sign_in(URS)
    linde = work.by_name[LINDE]
    asked = [f"{one}?customer={linde.id}" for one in ("/samples/new", "/activities/new", "/roi")]
    for path in (*FORMS, *asked, f"{place(linde)}/contacts/new", f"{place(linde)}/edit"):
        assert reader.get(path).status_code == HTTPStatus.FORBIDDEN, path


def test_on_a_sibling_one_reads_and_is_offered_nothing_else(reader: Reader, work: Scene) -> None:
    kiel = work.by_name[KIEL]
    reader.sign_in(JOERG).get(place(kiel))
    ways = {_shape(one) for one in _ways(reader.last.text.partition('id="content"')[2])}
    assert not ways & {"/samples/new", "/activities/new", "/roi", "/customers/ID/contacts/new"}
    for form in ("/samples/new", "/activities/new", "/roi"):
        assert reader.get(f"{form}?customer={kiel.id}").status_code == HTTPStatus.FORBIDDEN, form
    assert reader.get(f"{place(kiel)}/contacts/new").status_code == HTTPStatus.FORBIDDEN
    assert f'"/samples/new?customer={kiel.id}"' not in reader.get(f"/samples?customer={kiel.id}").text
    (box,) = re.findall(r'href="(/samples/[0-9a-f-]{36})"', reader.last.text)
    assert "data-movable" not in reader.last.text
    assert f'action="{box}/move"' not in reader.get(box).text


def test_a_sibling_is_not_among_those_for_whom_something_new_begins(reader: Reader, work: Scene) -> None:
    mine, theirs = work.by_name["Nordsee Sylt"].id, work.by_name[KIEL].id
    reader.sign_in(JOERG).get(place(work.by_name[KIEL]))
    for choice in (
        "/activities/new?q=nordsee",
        "/samples/new?q=nordsee",
        "/roi/customers?customer_q=nordsee",
    ):
        reader.get(choice)
        assert str(mine) in reader.last.text, choice
        assert str(theirs) not in reader.last.text, choice
    assert str(theirs) not in reader.get("/activities/new").text


def test_whoever_looks_after_it_is_offered_all_of_it(reader: Reader, work: Scene) -> None:
    kiel = work.by_name[KIEL]
    reader.sign_in(MIRIAM).get(place(kiel))
    ways = {_shape(one) for one in _ways(reader.last.text.partition('id="content"')[2])}
    assert ways >= {"/samples/new", "/activities/new", "/roi", "/customers/ID/contacts/new"}
    assert "data-movable" in reader.get(f"/samples?customer={kiel.id}").text
    assert 'class="pick-row"' in reader.get("/customers").text
    for path in FORMS:
        assert reader.get(path).status_code == HTTPStatus.OK, path


def test_a_due_call_is_closed_by_who_works_there_and_read_by_the_others(reader: Reader, work: Scene) -> None:
    reader.sign_in(HELENE).get("/follow-ups?of=team")
    due = next(one.partition("?")[0] for one in _ways(reader.last.text) if one.startswith("/follow-ups/"))
    assert "/activities/new?follow_up" in reader.last.text
    assert f'action="{due}/complete"' in reader.get(due).text
    reader.client.cookies.clear()
    reader.sign_in(URS).get("/follow-ups?of=team")
    assert due in reader.last.text
    assert "/activities/new" not in reader.last.text
    reader.get(due)
    assert reader.last.status_code == HTTPStatus.OK
    assert "action=" not in reader.last.text.partition('id="content"')[2].partition("</main>")[0]
    assert "wer den Kunden oder Lead betreut" in reader.text
    for deed in ("complete", "snooze"):
        sent = {"csrf": reader.token(), "version": "1", "until": "2027-01-01", "reason": "Urlaub"}
        assert reader.post(f"{due}/{deed}", sent).status_code == HTTPStatus.FORBIDDEN


def test_an_archived_customer_says_so_before_anybody_fills_in_a_form(reader: Reader, work: Scene) -> None:
    linde = work.by_name[LINDE]
    reader.sign_in(MIRIAM).get(place(linde))
    reader.send(f"{place(linde)}/archive")
    for path in (f"/samples/new?customer={linde.id}", f"/roi?customer={linde.id}"):
        assert reader.get(path).status_code == HTTPStatus.CONFLICT
        assert "archiviert" in reader.text
