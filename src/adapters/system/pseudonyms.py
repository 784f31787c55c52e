"""Pseudonyms by a keyed hash (HMAC-SHA-256): nobody can go through all names to find the one."""

import base64
import hmac

from attrs import field, frozen

VERSION = 1


@frozen
class KeyedPseudonyms:
    _key: bytes = field(repr=False)

    def of(self, value: str) -> str:
        proof = hmac.digest(self._key, value.encode(), "sha256")
        return f"p{VERSION}-{base64.urlsafe_b64encode(proof[:18]).decode()}"
