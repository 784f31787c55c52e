"""ETags and conditional requests as RFC 9110 has them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import given
from tests.http.site import Site, serving


@pytest.fixture
def place(site: Site) -> str:
    return str(site.created().headers["location"])


def tag_of(site: Site, place: str) -> str:
    return str(site.get(place).headers["etag"])


def test_the_tag_carries_the_version_and_a_digest(site: Site, place: str) -> None:
    version, digest = tag_of(site, place).strip('"').split(".")
    assert (version, len(digest)) == ("1", 16)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*", ' {} , "x"'])
def test_a_reader_who_has_it_gets_304_without_a_body(site: Site, place: str, form: str) -> None:
    tag = tag_of(site, place)
    answer = site.get(place, headers={"if-none-match": form.format(tag)})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


def test_if_none_match_compares_all_of_the_tag(site: Site, place: str) -> None:
    answer = site.get(place, headers={"if-none-match": '"1.0000000000000000"'})
    assert answer.status_code == 200
    assert site.get(place, headers={"if-none-match": "nonsense"}).status_code == 200


@pytest.mark.parametrize("form", ["{}", '"1.0123456789abcdef"', '"7.0123456789abcdef", {}', "*"])
def test_if_match_looks_at_the_version_only(site: Site, place: str, form: str) -> None:
    headers = {"if-match": form.format(tag_of(site, place))}
    assert site.ask("PATCH", place, json={"region": "X"}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "given_tag",
    ['"2.0123456789abcdef"', 'W/"1.0123456789abcdef"', '"abc"', "1", '"1"', "", '"1.0123456789abcdef" x',
     '"99999999999999999999999.0123456789abcdef"', '"3.0123456789abcdef", "4.0123456789abcdef"'],
)  # fmt: skip
@pytest.mark.parametrize("method", ["PATCH", "DELETE", "POST"])
def test_another_version_is_412_and_changes_nothing(
    site: Site, place: str, given_tag: str, method: str
) -> None:
    before = site.get(place).json()
    headers = {"if-match": given_tag}
    body = {"reason": "weil", "ownerUserId": None} if method == "POST" else {"region": "X"}
    path = place + "/reassign" if method == "POST" else place
    answer = site.ask(method, path, headers=headers, json=None if method == "DELETE" else body)
    assert (answer.status_code, answer.json()["code"]) == (412, "version-mismatch")
    assert site.get(place).json() == before


def test_what_is_invisible_is_404_whatever_the_tag_says(site: Site) -> None:
    absent = f"/api/customers/{given.nobody_knows()}"
    for tag in ("*", '"1.0123456789abcdef"', '"1.0123456789abcdef", "2.0123456789abcdef"'):
        assert site.ask("DELETE", absent, headers={"if-match": tag}).status_code == 404


def test_a_tenant_may_demand_if_match(site: Site, place: str) -> None:
    assert site.ask("PATCH", place, json={"region": "X"}).status_code == 200
    path = "/api/settings/http.requireIfMatch"
    tag = site.get(path, by=given.ADMIN).headers["etag"]
    put = site.ask("PUT", path, json={"value": True}, by=given.ADMIN, headers={"if-match": tag})
    assert put.status_code == 200
    for method, body in (("PATCH", {"region": "Y"}), ("DELETE", None)):
        answer = site.ask(method, place, json=body)
        assert (answer.status_code, answer.json()["code"]) == (428, "precondition-required")
    assert site.ask("DELETE", place, headers={"if-match": "*"}).status_code == 204


def test_sixteen_writers_with_one_tag_have_one_winner() -> None:
    with serving(command_threads=8) as site:
        place = site.created().headers["location"]
        for round_number in range(10):
            headers = {"if-match": tag_of(site, place)}

            def write(
                number: int, headers: dict[str, str] = headers, round_number: int = round_number
            ) -> int:
                body = {"region": f"R{round_number}-{number}"}
                return site.ask("PATCH", place, json=body, headers=headers).status_code

            with ThreadPoolExecutor(16) as pool:
                found = sorted(pool.map(write, range(16)))
            assert found == [200] + [412] * 15
