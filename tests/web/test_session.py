"""What a browser keeps for us can be neither read nor changed, and ends when it should."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.web.sealed_cookies import CookieTooLarge, SealedCookies
from adapters.web.session import LASTS, Session
from crm_core.domain.access.role import Role
from tests import given

COOKIES = SealedCookies(bytes(32))
SEALED = COOKIES.seal("session", ["x"])


def test_a_session_comes_back_as_it_went() -> None:
    actor = given.actor(Role.TEAM_LEAD, regions={"NORD"}, chains={UUID(int=9)}, channels=frozenset())
    session = Session.begin(given.START, actor, "Sabine")
    found = Session.open(COOKIES, session.seal(COOKIES), given.START)
    assert found is not None
    assert found.actor is not None
    assert (found.name, found.token) == ("Sabine", session.token)
    assert (found.actor.regions, found.actor.chains) == (frozenset({"NORD"}), frozenset({UUID(int=9)}))
    assert (found.actor.channels, found.actor.territories) == (frozenset(), None)


def test_a_session_ends_after_a_working_day() -> None:
    sealed = Session.begin(given.START, given.MANAGER).seal(COOKIES)
    assert Session.open(COOKIES, sealed, given.START + LASTS - timedelta(seconds=1)) is not None
    assert Session.open(COOKIES, sealed, given.START + LASTS) is None


def test_a_cookie_says_nothing_to_its_reader() -> None:
    sealed = Session.begin(given.START, given.MANAGER, "Helene Vogt").seal(COOKIES)
    assert "Helene" not in sealed
    assert sealed != Session.begin(given.START, given.MANAGER, "Helene Vogt").seal(COOKIES)


@drawn(st.data())
def test_a_changed_cookie_is_no_cookie(data: st.DataObject) -> None:
    sealed = SEALED
    at = data.draw(st.integers(0, len(sealed) - 2))  # the last character carries unused bits
    other = data.draw(st.sampled_from("ABCabc019-_").filter(lambda letter: letter != sealed[at]))
    assert COOKIES.open("session", sealed[:at] + other + sealed[at + 1 :]) is None


@pytest.mark.parametrize("text", [None, "", "x", "ä" * 40, "A" * 5000, "!" * 80])
def test_rubbish_is_no_cookie(text: str | None) -> None:
    assert COOKIES.open("session", text) is None


def test_a_seal_holds_for_its_purpose_only() -> None:
    assert COOKIES.open("session", COOKIES.seal("notice", ["x"])) is None
    assert SealedCookies(bytes(range(32))).open("notice", COOKIES.seal("notice", ["x"])) is None


def test_a_cookie_that_browsers_would_drop_is_refused() -> None:
    many = {UUID(int=number * 0x9E3779B97F4A7C15 << 40 & (1 << 128) - 1) for number in range(400)}
    with pytest.raises(CookieTooLarge):
        Session.begin(given.START, given.actor(Role.CHAIN_MANAGER, chains=many)).seal(COOKIES)
