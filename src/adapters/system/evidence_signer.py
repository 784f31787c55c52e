"""Signing evidence with Ed25519, and checking it against keys that somebody has pinned."""

from collections.abc import Iterable
from hashlib import sha256

from attrs import field, frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_BYTES = 32


@frozen
class Ed25519Signer:
    """A version is a number that grows when a new key is taken; files of older ones stay what they are."""

    _seed: bytes = field(repr=False)
    version: int = 1

    @property
    def key_id(self) -> str:
        return f"v{self.version}-{fingerprint(self.public_key)}"

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, payload: bytes) -> bytes:
        return self._key.sign(payload)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)


@frozen
class PinnedKeys:
    """The keys that somebody trusts; a file names one of them by its fingerprint or is not believed."""

    by_fingerprint: dict[str, bytes]

    @classmethod
    def of(cls, keys: Iterable[bytes]) -> "PinnedKeys":
        return cls({fingerprint(key): key for key in keys})

    def __call__(self, key_id: str, payload: bytes, signature: bytes) -> bool:
        key = self.by_fingerprint.get(key_id.rpartition("-")[2])
        if key is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, payload)
        except InvalidSignature:
            return False
        return True


def fingerprint(public_key: bytes) -> str:
    return sha256(public_key).hexdigest()[:16]
