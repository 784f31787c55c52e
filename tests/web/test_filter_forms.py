"""A form of filters that cannot be read comes back as it was typed; an address names what it cannot take."""

from html import unescape
from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from tests.web.reader import Reader
from tests.web.scene import HELENE, MIRIAM, Scene, place

PART = {"hx-request": "true"}
LINDE = "Gasthaus zur Alten Linde"
DECIDERS = "decision_maker_count_min"


def _sent(**typed: str) -> str:
    return f"/customers/filter?{urlencode({**typed, 'apply': 'yes'})}"


@pytest.mark.parametrize("typed", ["1,5", "zwei"])
@pytest.mark.parametrize("part", [{}, PART], ids=["page", "dialog"])
def test_a_filter_that_cannot_be_read_is_told_beside_it(
    reader: Reader, typed: str, part: dict[str, str]
) -> None:
    reader.sign_in(MIRIAM).get(
        _sent(**{DECIDERS: typed, "type": "HOTEL", "sort": "-created_at", "region": "NORD", "owner": ""}),
        **part,
    )
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    fields = reader.form("/customers/filter").fields
    assert (fields[DECIDERS], fields["type"], fields["region"], fields["sort"]) == (
        typed,
        "HOTEL",
        "NORD",
        "-created_at",
    )
    assert "Bitte eine ganze Zahl eingeben." in reader.text
    assert f'aria-describedby="v-{DECIDERS}-error " aria-invalid="true"' in reader.last.text
    assert reader.last.text.count("aria-invalid") == 1


def test_once_mended_it_leads_to_the_list(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get(_sent(**{DECIDERS: "zwei", "type": "HOTEL"}))
    fields = {**reader.form("/customers/filter").fields, DECIDERS: "2"}
    reader.get(_sent(**fields))
    assert reader.last.status_code == HTTPStatus.SEE_OTHER
    assert reader.last.headers["location"] == f"/customers?type=HOTEL&{DECIDERS}=2"
    moved = reader.get(
        _sent(**fields), **PART, **{"hx-current-url": "http://testserver/customers?type=HOTEL"}
    )
    assert moved.headers["hx-redirect"] == f"/customers?type=HOTEL&{DECIDERS}=2"


def test_every_fault_is_told_in_the_reader_s_language(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get(
        _sent(**{DECIDERS: "two", "season_from": "May", "territory": "de"}),
        **{"accept-language": "en-GB"},
    )
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    for said in ("Please enter a whole number.", "Please enter a date.", "Two to five capital letters"):
        assert said in reader.text
    assert reader.form("/customers/filter").fields["season_from"] == "May"


def test_the_filters_of_leads_come_back_alike(reader: Reader) -> None:
    asked = urlencode({"lapsing_before": "bald", "state": "GRACE", "apply": "yes"})
    reader.sign_in(MIRIAM).get(f"/leads/filter?{asked}")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    fields = reader.form("/leads/filter").fields
    assert (fields["lapsing_before"], fields["state"]) == ("bald", "GRACE")
    assert "Bitte ein Datum eingeben." in reader.text


def test_what_has_no_input_there_is_refused_as_an_address(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get(_sent(type="HOTEL", foo="1"))
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Diese Anfrage verstehen wir nicht" in reader.text


@pytest.mark.parametrize(
    "path", ["/customers", "/customers/filter", "/customers/columns", "/samples", "/follow-ups", "/leads"]
)
def test_an_unknown_parameter_is_named_with_the_way_on(reader: Reader, path: str) -> None:
    reader.sign_in(MIRIAM)
    for name in ("foo", "limit"):
        answer = reader.get(
            f"{path}?owner=me&{name}=5" if path != "/follow-ups" else f"{path}?of=mine&{name}=5"
        )
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert f"{name} Diesen Parameter gibt es hier nicht." in reader.text
        kept = "of=mine" if path == "/follow-ups" else "owner=me"
        assert f'href="{path}?{kept}"' in reader.last.text


def test_a_customer_s_lists_name_it_too(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    for path in (f"{place(scene.by_name[LINDE])}/activities", f"{place(scene.by_name[LINDE])}/timeline"):
        assert reader.get(f"{path}?foo=1").status_code == HTTPStatus.BAD_REQUEST
        assert f'href="{path}"' in reader.last.text
        assert reader.get(path).status_code == HTTPStatus.OK


def test_a_value_that_cannot_be_read_is_named_and_left_out(reader: Reader) -> None:
    reader.sign_in(HELENE).get("/customers?q=a%26b&type=PUB", **{"accept-language": "en"})
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "type Please choose one of the options." in reader.text
    assert 'href="/customers?q=a%26b"' in unescape(reader.last.text)
    assert reader.get("/customers?q=a%26b").status_code == HTTPStatus.OK
