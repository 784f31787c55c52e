"""Who signs evidence: with a key of this installation, named by its version and its fingerprint."""

from typing import Protocol


class EvidenceSigner(Protocol):
    @property
    def key_id(self) -> str:
        """Such as `v1-0123456789abcdef`; two keys never have the same."""
        ...

    @property
    def public_key(self) -> bytes:
        """What people pin: the 32 bytes of an Ed25519 key."""
        ...

    def sign(self, payload: bytes) -> bytes:
        """The 64 bytes of the signature; the same payload gives the same ones."""
        ...
