"""A file holds as it was signed and in no other form: any changed byte, entry or key is found."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.fields.canonical import json_text
from crm_core.domain.leads.evidence import (
    EvidenceBroken,
    Issue,
    document_of,
    file_of,
    payload_of,
    verified,
)
from crm_core.domain.leads.evidence_entries import EvidenceEntry
from crm_core.domain.leads.signed_paper import signed_paper, verified_paper

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = "v1-00112233445566aa"


def sign(payload: bytes) -> bytes:
    """Stands for a signature: nobody without the secret makes it, and its length is that of Ed25519."""
    return sha256(b"secret" + payload).digest() * 2


def check(key_id: str, payload: bytes, signature: bytes) -> bool:
    return key_id == KEY and signature == sign(payload)


def entries(count: int) -> list[EvidenceEntry]:
    return [
        EvidenceEntry(START + timedelta(days=number), "NOTICE_SENT", {"notice": "ü", "number": number})
        for number in range(count)
    ]


def document(count: int = 3) -> dict[str, Any]:
    return document_of(Issue(UUID(int=1), UUID(int=2), START + timedelta(days=9), KEY), entries(count))


@cache
def a_file(count: int = 3) -> bytes:
    made = document(count)
    return file_of(made, sign(payload_of(made)))


def because(file: bytes) -> str | None:
    try:
        verified(file, check)
    except EvidenceBroken as broken:
        return broken.code
    return None


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_file_holds_as_it_was_signed(count: int) -> None:
    found = verified(a_file(count), check)

    assert (found.entries, found.key_id, found.lead_id) == (count, KEY, str(UUID(int=2)))
    assert found.head == document(count)["head"]


@drawn(st.data(), st.integers(1, 255))
def test_any_changed_byte_is_found(data: st.DataObject, change: int) -> None:
    file = bytearray(a_file())
    file[data.draw(st.integers(0, len(file) - 1))] ^= change

    assert because(bytes(file)) is not None


@drawn(st.data())
def test_what_is_cut_off_or_added_is_found(data: st.DataObject) -> None:
    file = a_file()
    cut = data.draw(st.integers(0, len(file) - 1))

    assert because(file[:cut]) == "malformed"
    assert because(file + data.draw(st.binary(min_size=1, max_size=3))) == "malformed"


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "an entry taken out": lambda made: made["entries"].pop(1),
    "an entry twice": lambda made: made["entries"].append(made["entries"][-1]),
    "entries swapped": lambda made: made["entries"].reverse(),
    "a fact changed": lambda made: made["entries"][0]["said"].update(number=9),
    "a time changed": lambda made: made["entries"][0].update(at="2026-03-01T08:00:00Z"),
    "another lead": lambda made: made.update(leadId=str(UUID(int=3))),
    "another head": lambda made: made.update(head="00" * 32),
    "entries numbered anew": lambda made: made["entries"][0].update(number=2),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_chain_that_does_not_fit_is_found_even_when_it_is_signed(change: str) -> None:
    made = document()
    CHANGES[change](made)

    assert because(file_of(made, sign(payload_of(made)))) == "chain"


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_without_the_key_is_found(change: str) -> None:
    made = document()
    signature = sign(payload_of(made))
    CHANGES[change](made)

    assert because(file_of(made, signature)) == "signature"


def test_numbers_count_even_where_every_hash_fits() -> None:
    made = document(1)
    link = {**made["entries"][0], "number": 2}
    bare = json_text({key: value for key, value in link.items() if key != "hash"})
    about = json_text({key: made[key] for key in ("format", "tenantId", "leadId")})
    head = sha256((sha256(about.encode()).hexdigest() + bare).encode()).hexdigest()
    made |= {"entries": [{**link, "hash": head}], "head": head}

    assert because(file_of(made, sign(payload_of(made)))) == "chain"


def test_the_key_in_the_file_proves_nothing() -> None:
    made = {**document(), "keyId": "v2-ffeeddccbbaa9988"}

    assert because(file_of(made, sign(payload_of(made)))) == "signature"


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"[]",
        b"{}\n",
        b"null",
        b"\xff\xfe",
        b"[" * 5000 + b"]" * 5000,
        (json.dumps({**document(), "signature": "00" * 64}) + "\n").encode(),
        file_of({**document(), "format": "crm-evidence/2"}, b"0" * 64),
        file_of({**document(), "more": 1}, b"0" * 64),
        file_of(document(), b"0" * 63),
    ],
)
def test_what_is_no_such_file_is_told_apart(file: bytes) -> None:
    assert because(file) == "malformed"


def test_a_chain_goes_on_where_it_ended() -> None:
    short, long = document(2), document(5)

    assert long["entries"][:2] == short["entries"]
    assert long["entries"][1]["hash"] == short["head"]


PAPER = signed_paper(b"%PDF-1.7 and so on\n%%EOF", KEY, sign(b"%PDF-1.7 and so on\n%%EOF"))


def test_a_paper_holds_as_it_was_signed() -> None:
    assert verified_paper(PAPER, check) == KEY


@drawn(st.integers(0, len(PAPER) - 1), st.integers(1, 255))
def test_any_changed_byte_of_a_paper_is_found(place: int, change: int) -> None:
    file = bytearray(PAPER)
    file[place] ^= change

    with pytest.raises(EvidenceBroken):
        verified_paper(bytes(file), check)


def test_what_is_no_paper_is_none_even_when_it_is_signed() -> None:
    with pytest.raises(EvidenceBroken):
        verified_paper(signed_paper(b"no paper", KEY, sign(b"no paper")), check)


@pytest.mark.parametrize("file", [b"", PAPER[:-1], PAPER + b"\n", PAPER[1:], PAPER + PAPER])
def test_a_paper_of_another_form_is_found(file: bytes) -> None:
    with pytest.raises(EvidenceBroken):
        verified_paper(file, check)
