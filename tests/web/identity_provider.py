"""A small OpenID provider on loopback: hands out codes, checks PKCE, signs identity tokens."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from attrs import define, field
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.web.parts import NO_CALL, OidcSignIn, VerifiedIdentity
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from tests import given

CLIENT, SECRET = "crm-pages", "known-to-both"


@define
class IdentityProvider:
    """What it knows, and how it may be told to misbehave."""

    address: str = ""
    key: Ed25519PrivateKey = field(factory=Ed25519PrivateKey.generate)
    signer: Ed25519PrivateKey | None = None
    challenges: dict[str, dict[str, str]] = field(factory=dict)
    slow: float = 0  # seconds
    status: int = 200
    twist: Callable[[dict[str, Any]], dict[str, Any]] = dict

    def authorize(self, url: str) -> dict[str, str]:
        """What happens at the provider when somebody signs in there: the query it sends them back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked
        return {"code": code, "state": asked["state"]}

    def exchange(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        time.sleep(self.slow)
        asked = self.challenges.pop(form["code"], None)
        digest = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        proven = asked is not None and digest.rstrip(b"=").decode() == asked["code_challenge"]
        if asked is None or not proven or form["client_secret"] != SECRET:
            return 400, {"error": "invalid_grant"}
        claims = self.twist(
            {
                "iss": self.address,
                "aud": CLIENT,
                "sub": str(given.user(1)),
                "name": "Miriam Okafor",
                "email": "miriam@kitchen.example",
                "nonce": asked["nonce"],
                "exp": int(time.time()) + 60,
            }
        )
        return self.status, {"id_token": jwt.encode(claims, self.signer or self.key, algorithm="EdDSA")}

    def verify(self, token: str) -> VerifiedIdentity:
        """What the composition gives to the pages: raises ValueError for any token that can't be trusted."""
        try:
            claims = jwt.decode(
                token, self.key.public_key(), algorithms=["EdDSA"], audience=CLIENT, issuer=self.address
            )
        except jwt.InvalidTokenError as error:
            raise ValueError(str(error)) from None
        actor = Actor(given.user(1), given.TENANT, frozenset({Role.SALES_REP}), NO_CALL)
        return VerifiedIdentity(actor, claims["name"], claims.get("nonce"), claims.get("email"))

    def sign_in(self, **more: Any) -> OidcSignIn:
        return OidcSignIn(
            authorization_endpoint=f"{self.address}/authorize",
            token_endpoint=f"{self.address}/token",
            end_session_endpoint=f"{self.address}/logout",
            client_id=CLIENT,
            client_secret=SECRET,
            redirect_uri="http://testserver.local/login/callback",
            verify=self.verify,
            **more,
        )


@contextmanager
def provider() -> Iterator[IdentityProvider]:
    known = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            status, answer = known.exchange({name: values[0] for name, values in parse_qs(body).items()})
            self.send_response(status)
            self.end_headers()
            # Whoever has lost patience is gone by now.
            with suppress(BrokenPipeError):
                self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
