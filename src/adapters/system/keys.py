"""The installation's own keys: made on first start under `keys/`, or given in a file; never printed."""

import base64
import hmac
import json
import os
import secrets
from pathlib import Path

from attrs import field, frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_NAMES = ("token_signing", "seals", "session", "master")


@frozen
class Keys:
    """Secrets by purpose; each purpose has its own."""

    token_signing: bytes = field(repr=False)
    seals: bytes = field(repr=False)
    session: bytes = field(repr=False)
    master: bytes = field(repr=False)

    def password_of(self, role: str) -> str:
        """The password of one of our database roles, derived so that every program here knows it."""
        proof = hmac.digest(self.master, f"database:{role}".encode(), "sha256")
        return base64.urlsafe_b64encode(proof).rstrip(b"=").decode()

    def evidence_seed(self, version: int) -> bytes:
        """The seed of the key with which evidence is signed; another version is another key."""
        return hmac.digest(self.master, f"evidence:{version}".encode(), "sha256")

    def pseudonym_keys(self, version: int) -> dict[int, bytes]:
        """Those of this version and the ones before: pseudonyms of theirs are still to be recognised."""
        return {
            one: hmac.digest(self.master, f"pseudonyms:{one}".encode(), "sha256")
            for one in range(1, version + 1)
        }

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        """The key with which local tokens are signed (EdDSA)."""
        return Ed25519PrivateKey.from_private_bytes(self.token_signing)


def load_keys(data_dir: Path, keys_file: Path | None = None) -> Keys:
    """The keys of this installation; the first caller makes them, later ones read the same."""
    if keys_file is not None:
        return _parsed(keys_file.read_text())
    folder = data_dir / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / "keys.json"
    if not place.exists():
        _make(place)
    return _parsed(place.read_text())


def _make(place: Path) -> None:
    """Writes new keys beside the place and links them there, so that of two first starts one wins."""
    fresh = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in _NAMES}
    signing = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    fresh["token_signing"] = base64.b64encode(signing).decode()
    draft = place.with_name(f"keys.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(json.dumps(fresh))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _parsed(text: str) -> Keys:
    stored = json.loads(text)
    return Keys(**{name: base64.b64decode(stored[name], validate=True) for name in _NAMES})
