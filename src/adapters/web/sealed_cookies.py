"""How what a browser keeps for us is sealed: encrypted and bound to its purpose (AES-256-GCM)."""

import base64
import binascii
import json
import secrets
import zlib

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12  # bytes, as GCM wants them
_BROWSERS_KEEP = 3800  # bytes; a cookie with its name and attributes ends at 4096


class CookieTooLarge(ValueError):
    """A browser would drop this cookie without a word."""


@frozen
class SealedCookies:
    _key: bytes = field(repr=False)

    def seal(self, purpose: str, value: object) -> str:
        plain = zlib.compress(json.dumps(value, separators=(",", ":")).encode())
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + AESGCM(self._key).encrypt(nonce, plain, purpose.encode())
        text = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
        if len(text) > _BROWSERS_KEEP:
            raise CookieTooLarge
        return text

    def open(self, purpose: str, text: str | None) -> object:
        """The value, or None for anything that we did not seal for this purpose."""
        if text is None or len(text) > _BROWSERS_KEEP:
            return None
        try:
            raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            plain = AESGCM(self._key).decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode())
        except (binascii.Error, UnicodeEncodeError, ValueError, InvalidTag):
            return None
        value: object = json.loads(zlib.decompress(plain))
        return value
