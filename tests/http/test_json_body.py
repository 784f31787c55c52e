"""JSON from outside is read strictly; nothing a client sends becomes a failure of ours."""

import json
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.http.json_body import MAX_DEPTH, read_json
from crm_core.domain.refusals import Invalid
from tests.http.site import Site


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"{}x", "not-json"),
        (b"\xef\xbb\xbf{}", "not-json"),
        (b"\xff\xfe{\x00}\x00", "not-utf-8"),
        (b'{"name": "\xff"}', "not-utf-8"),
        (b'{"name": "\xed\xa0\x80"}', "not-utf-8"),
        (b'{"name": "a", "name": "b"}', "duplicate-name"),
        (b'{"address": {"city": "a", "city": "b"}}', "duplicate-name"),
        (b'{"n": NaN}', "not-a-number"),
        (b'{"n": -Infinity}', "not-a-number"),
        (b'{"n": ' + b"9" * 5000 + b"}", "number-too-long"),
        (b'{"n": 1.' + b"9" * 5000 + b"}", "number-too-long"),
        (b'{"n": 1e999999999}', "number-out-of-range"),
        (b'{"n": 1e-999999999999999999999}', "number-out-of-range"),
        (b"[" * 100_000, "too-deep"),
        (b'{"a":' * 100_000, "too-deep"),
        (b"[" * 500 + b"]" * 500, "too-deep"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "too-deep"),
        (b'{"name": "tab\there"}', "not-json"),
    ],
)
def test_what_has_no_one_meaning_is_refused(site: Site, body: bytes, code: str) -> None:
    answer = site.post("/api/customers", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert [error["code"] for error in answer.json()["errors"]] == [code]


@pytest.mark.parametrize("name", ["a\\u0000b", "\\ud800", "\\udfff\\ud800", "x\\ud83d", "\\u0000"])
def test_text_that_cannot_be_kept_is_named(site: Site, name: str) -> None:
    body = f'{{"name": "{name}", "type": "HOTEL", "territory": "DE"}}'.encode()
    answer = site.post("/api/customers", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [("/name", "forbidden-character")]


def test_a_name_with_half_a_character_is_told_without_it(site: Site) -> None:
    answer = site.post(
        "/api/customers", content=b'{"\\ud800": 1}', headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert "/?" in [error["pointer"] for error in answer.json()["errors"]]


def test_an_answer_about_many_bad_names_stays_small(site: Site) -> None:
    body = {("x" * 300) + str(number): 1 for number in range(2000)}
    answer = site.post("/api/customers", json=body)
    assert answer.status_code == 400
    assert len(answer.content) < 500_000


def test_as_deep_as_allowed_is_read() -> None:
    body = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert read_json(body) is not None


def test_numbers_stay_decimal() -> None:
    assert read_json(b'{"a": 0.1, "b": 1800.00, "c": 12, "d": 0e9}') == {
        "a": Decimal("0.1"),
        "b": Decimal("1800.00"),
        "c": 12,
        "d": Decimal(0),
    }


@drawn(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    refusals: list[Invalid] = []
    try:
        read_json(body)
    except Invalid as refusal:
        refusals.append(refusal)
    assert all(refusal.errors for refusal in refusals)


@drawn(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=20,
    )
)
def test_what_json_writes_is_read_back(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value
