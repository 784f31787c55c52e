"""No forged, broken or foreign token is accepted, in either mode; every honest one is."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.oidc.bearer import BearerVerifier, Expected
from adapters.oidc.keys import IssuerKeys
from adapters.oidc.local import AUDIENCE as LOCAL_AUDIENCE
from adapters.oidc.local import ISSUER as LOCAL_ISSUER
from adapters.oidc.local import local_verifier
from tests import given
from tests.adapters.oidc.issuer import (
    AUDIENCE,
    EC_KEY,
    ED_KEY,
    ISSUER,
    NOW,
    OTHER_RSA_KEY,
    RSA_KEY,
    all_keys,
    b64,
    by_hand,
    claims,
    hmac_signed,
    jwk,
    signed,
)

LOCAL_KEY = Ed25519PrivateKey.generate()
PEM = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
DER = RSA_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
ED_RAW = LOCAL_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def issuer_verifier() -> BearerVerifier:
    keys = IssuerKeys("unused", fetch=lambda _: json.dumps({"keys": all_keys()}).encode())
    return BearerVerifier(keys, Expected(ISSUER, AUDIENCE), given.StandingClock())


def local(**more: Any) -> dict[str, Any]:
    return claims(**{"iss": LOCAL_ISSUER, "aud": LOCAL_AUDIENCE, **more})


def locally(said: dict[str, Any], **how: Any) -> bytes:
    return jwt.encode(said, **{"key": LOCAL_KEY, "algorithm": "EdDSA", **how}).encode()


BODY = json.dumps(claims()).encode()
GOOD = signed()
HEAD, MIDDLE, TAIL = GOOD.split(b".")
NOTHINGS = ("none", "None", "NONE", "nOnE", "", "null")
NO_NAMES: tuple[Any, ...] = (None, 0, [], {}, True, ["RS256"])
STRANGER = Ed25519PrivateKey.generate()


def header(**more: Any) -> dict[str, Any]:
    return {"typ": "JWT", "alg": "RS256", "kid": "rsa", **more}


def resigned(**more: Any) -> bytes:
    """Signed by the attacker's own key, with a header that points to it."""
    return signed(key=OTHER_RSA_KEY, headers={"kid": "rsa", **more})


FORGED: dict[str, bytes] = {
    **{f"alg {name!r}": by_hand(header(alg=name), BODY) for name in (*NOTHINGS, *NO_NAMES)},
    "alg none with our signature": by_hand(header(alg="none"), BODY) + TAIL,
    "no alg": by_hand({"typ": "JWT", "kid": "rsa"}, BODY),
    **{
        f"HS256 with {name}": hmac_signed(header(alg="HS256"), secret)
        for name, secret in (("the public key", PEM), ("its DER", DER), ("nothing", b""), ("a word", b"s"))
    },
    "HS512 named": hmac_signed(header(alg="HS512"), PEM),
    "HS256 without kid": hmac_signed({"alg": "HS256"}, PEM),
    "RS384": signed(algorithm="RS384"),
    "RS512": signed(algorithm="RS512"),
    "PS256": signed(algorithm="PS256"),
    "RS256 named ES256": by_hand(header(alg="ES256"), BODY) + TAIL,
    "ES256 under the RSA key's id": signed(key=EC_KEY, algorithm="ES256"),
    "EdDSA under the RSA key's id": signed(key=ED_KEY, algorithm="EdDSA"),
    "another key under our id": resigned(),
    "jwk in the header": resigned(jwk=jwk("rsa", OTHER_RSA_KEY)),
    "jku in the header": resigned(jku="http://127.0.0.1:1/jwks"),
    "x5u in the header": resigned(x5u="http://127.0.0.1:1/cert"),
    "x5c in the header": resigned(x5c=["MIIB"]),
    **{
        f"kid {kid!r}": signed(key=OTHER_RSA_KEY, headers={"kid": kid})
        for kid in ("../../../../dev/null", "rsa' OR '1'='1", "rsa\0", "RSA", "", "a" * 10_000)
    },
    **{f"kid {kid!r}": by_hand(header(kid=kid), BODY) + TAIL for kid in (None, 1, ["rsa"], {"rsa": 1}, True)},
    "no kid among several": signed(headers={}),
    "crit": signed(headers={"kid": "rsa", "crit": ["exp"]}),
    "crit unknown": signed(headers={"kid": "rsa", "crit": ["b64"], "b64": False}),
    "typ of an ID token": signed(claims(typ="ID")),
    "typ of a refresh token": signed(claims(typ="Refresh")),
    "header typ": signed(headers={"kid": "rsa", "typ": "logout+jwt"}),
    "expired": signed(claims(exp=NOW - 61)),
    "expired long ago": signed(claims(exp=1)),
    "no exp": signed(claims(exp=...)),
    "exp null": signed(claims(exp=None)),
    "exp as text": signed(claims(exp=str(NOW + 300))),
    "exp as a list": signed(claims(exp=[NOW + 300])),
    "exp true": signed(claims(exp=True)),
    "exp huge": signed(claims(exp=10**30)),
    "exp 1e400": by_hand(header(), BODY.replace(str(NOW + 300).encode(), b"1e400")) + TAIL,
    "exp negative": signed(claims(exp=-1)),
    "nbf ahead": signed(claims(nbf=NOW + 61)),
    "nbf as text": signed(claims(nbf=str(NOW))),
    "iat ahead": signed(claims(iat=NOW + 300)),
    "iat missing": signed(claims(iat=...)),
    "no aud": signed(claims(aud=...)),
    "foreign aud": signed(claims(aud="account")),
    "foreign auds": signed(claims(aud=["account", "broker"])),
    "aud prefix": signed(claims(aud=AUDIENCE + "-test")),
    "aud empty": signed(claims(aud=[])),
    "no iss": signed(claims(iss=...)),
    "foreign realm": signed(claims(iss="https://login.example/realms/other")),
    "iss with a tail": signed(claims(iss=ISSUER + "/")),
    "iss prefix": signed(claims(iss="https://login.example/realms/cr")),
    "iss as a list": by_hand(header(), json.dumps(claims(iss=[ISSUER])).encode()) + TAIL,
    "no sub": signed(claims(sub=...)),
    "sub no uuid": signed(claims(sub="admin")),
    "sub nobody": signed(claims(sub="00000000-0000-0000-0000-000000000000")),
    "sub in braces": signed(claims(sub="{" + str(given.user(1)) + "}")),
    "no tenant": signed(claims(tenant=...)),
    "tenant no uuid": signed(claims(tenant="*")),
    "tenant a list": signed(claims(tenant=[str(given.TENANT)])),
    "roles an object": signed(claims(roles={"manager": True})),
    "roles numbers": signed(claims(roles=[1])),
    "roles null": signed(claims(roles=None)),
    "territories null": signed(claims(territories=None)),
    "territories an object": signed(claims(territories={"DE": True})),
    "channels numbers": signed(claims(channels=[0])),
    "chains no uuids": signed(claims(chains=["all"])),
    "regions with NUL": signed(claims(regions=["A\0B"])),
    "payload changed": b".".join((HEAD, b64(BODY.replace(b"manager", b"admin")), TAIL)),
    "signature cut": GOOD[:-8],
    "signature of zeros": b".".join((HEAD, MIDDLE, b64(bytes(256)))),
    "no signature": b".".join((HEAD, MIDDLE, b"")),
    "two parts": b".".join((HEAD, MIDDLE)),
    "four parts": GOOD + b"." + TAIL,
    "five parts": b".".join((HEAD, b"", b"", MIDDLE, TAIL)),
    "payload no object": by_hand(header(), b"\"manager\"") + TAIL,
    "payload no JSON": by_hand(header(), b"{") + TAIL,
    "payload deep": by_hand(header(), b"[" * 100_000) + TAIL,
    "header no object": b".".join((b64(b"[]"), MIDDLE, TAIL)),
    "header no JSON": b".".join((b64(b"{"), MIDDLE, TAIL)),
    "header not UTF-8": b".".join((b64(b"\xff"), MIDDLE, TAIL)),
    "header deep": b".".join((b64(b"[" * 100_000), MIDDLE, TAIL)),
    "blanks": b" ",
    "dots": b"..",
    "JSON form": json.dumps({"payload": MIDDLE.decode(), "signature": TAIL.decode()}).encode(),
    "100 kB": b"a" * 100_000,
    "a local token": locally(local()),
    "empty": b"",
}  # fmt: skip

FORGED_LOCAL: dict[str, bytes] = {
    **{f"alg {name!r}": by_hand({"alg": name}, json.dumps(local()).encode()) for name in NOTHINGS},
    "HS256 with our public key": hmac_signed({"alg": "HS256"}, ED_RAW, local()),
    "another key": locally(local(), key=STRANGER),
    "another key in the header": locally(local(), key=STRANGER, headers={"jwk": jwk("x", STRANGER)}),
    "an issuer's token": GOOD,
    "an issuer's token with our names": signed(local()),
    "expired": locally(local(exp=NOW - 61)),
    "no exp": locally(local(exp=...)),
    "exp as text": locally(local(exp="9999999999")),
    "foreign aud": locally(local(aud="other")),
    "no aud": locally(local(aud=...)),
    "foreign iss": locally(local(iss="other")),
    "crit": locally(local(), headers={"crit": ["exp"]}),
    "nbf ahead": locally(local(nbf=NOW + 100)),
    "iat ahead": locally(local(iat=NOW + 100)),
    "no sub": locally(local(sub=...)),
    "no tenant": locally(local(tenant=...)),
    "payload changed": locally(local()).replace(b".", b".e", 1),
}  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(FORGED) + len(FORGED_LOCAL) >= 120


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_is_refused(name: str) -> None:
    verifier = issuer_verifier()
    assert verifier.verify(FORGED[name]) is None
    assert verifier.recall(FORGED[name]) is None


@pytest.mark.parametrize("name", FORGED_LOCAL)
def test_a_forged_local_token_is_refused(name: str) -> None:
    verifier = local_verifier(LOCAL_KEY, given.StandingClock())
    assert verifier.verify(FORGED_LOCAL[name]) is None


@pytest.mark.parametrize(
    "token",
    [
        GOOD,
        signed(key=EC_KEY, algorithm="ES256", headers={"kid": "ec"}),
        signed(key=ED_KEY, algorithm="EdDSA", headers={"kid": "ed"}),
        signed(headers={"kid": "rsa", "typ": "at+jwt"}),
        signed(claims(typ="Bearer", aud=["account", AUDIENCE])),
        signed(claims(exp=NOW - 59)),
        signed(claims(iat=NOW + 59, nbf=NOW + 59)),
        signed(claims(exp=NOW + 300.5)),
    ],
)
def test_an_honest_token_is_accepted(token: bytes) -> None:
    verifier = issuer_verifier()
    actor = verifier.verify(token)
    assert actor is not None
    assert actor.user == given.user(1)


def test_an_honest_local_token_is_accepted() -> None:
    assert local_verifier(LOCAL_KEY, given.StandingClock()).verify(locally(local())) is not None
