"""A small issuer on loopback: keys that rotate, a key set that can fail, and any token one can think of."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
from attrs import define, field
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from tests import given

ISSUER = "https://login.example/realms/crm"
AUDIENCE = "freshpack-crm"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
ED_KEY = ed25519.Ed25519PrivateKey.generate()
NOW = int(given.START.timestamp())


def claims(**more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(given.user(1)),
        "tenant": str(given.TENANT),
        "iat": NOW,
        "exp": NOW + 300,
        "roles": ["manager"],
        **more,
    }
    return {name: value for name, value in said.items() if value is not ...}


def signed(said: Mapping[str, Any] | None = None, **how: Any) -> bytes:
    """A token as the issuer makes it, or with something about it changed."""
    usual: dict[str, Any] = {"key": RSA_KEY, "algorithm": "RS256", "headers": {"kid": "rsa"}}
    return jwt.encode(dict(claims() if said is None else said), **{**usual, **how}).encode()


def b64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def by_hand(header: Mapping[str, Any], payload: bytes, signature: bytes = b"") -> bytes:
    return b".".join((b64(json.dumps(header).encode()), b64(payload), b64(signature)))


def hmac_signed(header: Mapping[str, Any], secret: bytes, said: Mapping[str, Any] | None = None) -> bytes:
    """A symmetric signature, as an attacker makes it with what is public."""
    body = by_hand(header, json.dumps(dict(said or claims())).encode()).rpartition(b".")[0]
    return body + b"." + b64(hmac.digest(secret, body, hashlib.sha256))


def jwk(kid: str | None, key: Any, **more: Any) -> dict[str, Any]:
    public = key.public_key()
    algorithm: Any = {
        rsa.RSAPrivateKey: RSAAlgorithm,
        ec.EllipticCurvePrivateKey: ECAlgorithm,
        ed25519.Ed25519PrivateKey: OKPAlgorithm,
    }
    form = next(known for kind, known in algorithm.items() if isinstance(key, kind))
    entry = json.loads(form.to_jwk(public))
    return {**entry, **({} if kid is None else {"kid": kid}), "use": "sig", **more}


def all_keys() -> list[dict[str, Any]]:
    return [jwk("rsa", RSA_KEY, alg="RS256"), jwk("ec", EC_KEY), jwk("ed", ED_KEY, alg="EdDSA")]


@define
class KeySet:
    """What the issuer publishes, and how often it was asked."""

    keys: list[dict[str, Any]] = field(factory=all_keys)
    broken: bytes | None = None
    status: int = 200
    asked: int = 0
    url: str = ""

    def answer(self) -> bytes:
        self.asked += 1
        return json.dumps({"keys": self.keys}).encode() if self.broken is None else self.broken


@contextmanager
def publishing(keys: KeySet) -> Iterator[KeySet]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = keys.answer()
            self.send_response(keys.status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's word
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    keys.url = f"http://127.0.0.1:{server.server_address[1]}/jwks"
    try:
        yield keys
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
