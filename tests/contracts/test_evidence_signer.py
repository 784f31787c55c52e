"""What everybody who signs evidence keeps: its own signatures hold, others do not."""

import pytest

from adapters.system.evidence_signer import Ed25519Signer, PinnedKeys
from crm_core.ports.evidence_signer import EvidenceSigner


@pytest.fixture
def signer() -> EvidenceSigner:
    return Ed25519Signer(b"s" * 32, version=3)


def test_its_signature_holds_over_what_it_signed_and_nothing_else(signer: EvidenceSigner) -> None:
    check = PinnedKeys.of([b"0" * 32, signer.public_key])
    signature = signer.sign(b"payload")

    assert len(signature) == 64
    assert signature == signer.sign(b"payload")
    assert check(signer.key_id, b"payload", signature)
    assert not check(signer.key_id, b"payloae", signature)
    assert not check(signer.key_id, b"payload", signature[:-1] + bytes([signature[-1] ^ 1]))


def test_a_key_that_nobody_pinned_proves_nothing(signer: EvidenceSigner) -> None:
    other = Ed25519Signer(b"t" * 32, version=3)

    assert not PinnedKeys.of([other.public_key])(signer.key_id, b"x", signer.sign(b"x"))
    assert not PinnedKeys.of([other.public_key])(other.key_id, b"x", signer.sign(b"x"))


def test_two_keys_have_two_names_and_a_key_is_not_printed(signer: EvidenceSigner) -> None:
    assert signer.key_id.startswith("v3-")
    assert signer.key_id.partition("-")[2] != Ed25519Signer(b"t" * 32, 3).key_id.partition("-")[2]
    assert "ssss" not in repr(signer)
