"""Signing in at an identity provider: authorization code with PKCE, state and nonce (RFC 9700)."""

import base64
import hashlib
import hmac
import logging
import secrets
from urllib.parse import urlencode

import anyio
import anyio.to_thread
import httpx
from attrs import evolve
from litestar import get

from adapters.web.parts import OidcSignIn, VerifiedIdentity
from adapters.web.paths import HOME, local
from adapters.web.routes.here import Here, Page
from adapters.web.routes.login import login_page
from adapters.web.sealed_cookies import CookieTooLarge
from adapters.web.session import Session
from adapters.web.visit import Visit
from crm_core.domain.language import Language
from crm_core.domain.people.card import Card
from crm_core.domain.refusals import NotFound, Refusal
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.perform import perform

_log = logging.getLogger("crm.pages")
_COOKIE = "signing_in"
_MINUTES = 10  # somebody may have to look for their second factor
_LARGEST = 64 * 1024  # bytes of a token answer


class SignInFailed(Exception):
    """Why nobody is signed in now; `reason` names the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@get("/login/start", sync_to_thread=True)
def start(visit: Here) -> Page:
    """Off to the provider, with proof kept here that we sent this browser there."""
    sign_in = _sign_in(visit)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code",
        "client_id": sign_in.client_id,
        "redirect_uri": sign_in.redirect_uri,
        "scope": sign_in.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    back = local(visit.request.query_params.get("next"))
    kept = visit.site.cookies.seal(
        _COOKIE, [state, nonce, verifier, back, visit.world.clock.now().timestamp()]
    )
    joint = "&" if "?" in sign_in.authorization_endpoint else "?"
    response = visit.moved(f"{sign_in.authorization_endpoint}{joint}{urlencode(asked)}")
    return visit.with_cookie(response, _COOKIE, kept, _MINUTES * 60)


@get("/login/callback")
async def callback(visit: Here) -> Page:
    try:
        nonce, verifier, back = _kept(visit)
        code = _code(visit)
        identity = await _within_deadline(_sign_in(visit), code, verifier)
        if identity.nonce is None or not hmac.compare_digest(identity.nonce.encode(), nonce.encode()):
            raise SignInFailed("untrusted")
        await anyio.to_thread.run_sync(_introduced, visit, identity)
        session = Session.begin(visit.world.clock.now(), identity.actor, identity.name)
        response = visit.moved(back, session=session)
    except SignInFailed as failure:
        status = 503 if failure.reason == "unreachable" else 400
        response = login_page(visit, HOME, trouble=f"login.trouble.{failure.reason}", status=status)
    except CookieTooLarge:
        response = login_page(visit, HOME, trouble="login.trouble.too-large", status=400)
    return visit.with_cookie(response, _COOKIE, "", 0)


def _introduced(visit: Visit, identity: VerifiedIdentity) -> None:
    """Keeps how this person is called and reached; whoever cannot be kept now still gets in."""
    actor = evolve(identity.actor, correlation=visit.correlation)
    language = Language(visit.tongue.code)
    name = " ".join(identity.name.split()) or str(actor.user)
    card = Card(actor.tenant, actor.user, name, identity.email, language)
    try:
        perform(introduce, Introduce(card), actor=actor, world=visit.world)
    except Refusal as refusal:
        _log.warning("a card was not kept: %s", refusal.code)


def _sign_in(visit: Visit) -> OidcSignIn:
    sign_in = visit.site.parts.sign_in
    if not isinstance(sign_in, OidcSignIn):
        raise NotFound
    return sign_in


def _kept(visit: Visit) -> tuple[str, str, str]:
    """Nonce, verifier and way back, if this browser left from here, lately, and came back with our state."""
    found = visit.site.cookies.open(_COOKIE, visit.request.cookies.get(_COOKIE))
    if not isinstance(found, list):
        raise SignInFailed("expired")
    state, nonce, verifier, back, left_at = found
    said = visit.request.query_params.get("state", "")
    is_late = visit.world.clock.now().timestamp() - left_at > _MINUTES * 60
    if is_late or not hmac.compare_digest(said.encode(), state.encode()):
        raise SignInFailed("expired")
    return nonce, verifier, back


def _code(visit: Visit) -> str:
    asked = visit.request.query_params
    if "error" in asked:
        raise SignInFailed("denied" if asked["error"] == "access_denied" else "refused")
    if not (code := asked.get("code", "")):
        raise SignInFailed("refused")
    return code


async def _within_deadline(sign_in: OidcSignIn, code: str, verifier: str) -> VerifiedIdentity:
    """A slow provider costs one waiting thread and one friendly page, never a hanging browser."""
    try:
        with anyio.fail_after(sign_in.deadline):
            return await anyio.to_thread.run_sync(_exchanged, sign_in, code, verifier, abandon_on_cancel=True)
    except TimeoutError:
        raise SignInFailed("unreachable") from None


def _exchanged(sign_in: OidcSignIn, code: str, verifier: str) -> VerifiedIdentity:
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": sign_in.redirect_uri,
        "client_id": sign_in.client_id,
        "code_verifier": verifier,
    }
    if sign_in.client_secret is not None:
        asked["client_secret"] = sign_in.client_secret
    try:
        with httpx.Client(timeout=sign_in.deadline, trust_env=False, follow_redirects=False) as client:
            answer = client.post(sign_in.token_endpoint, data=asked, headers={"accept": "application/json"})
    except httpx.HTTPError as error:
        _log.warning("identity provider unreachable: %s", type(error).__name__)
        raise SignInFailed("unreachable") from None
    return _verified(sign_in, answer)


def _verified(sign_in: OidcSignIn, answer: httpx.Response) -> VerifiedIdentity:
    if not answer.is_success or len(answer.content) > _LARGEST:
        _log.warning("identity provider refused the code: status %s", answer.status_code)
        raise SignInFailed("unreachable" if answer.is_server_error else "refused")
    try:
        token = answer.json()["id_token"]
        return sign_in.verify(str(token))
    except (ValueError, KeyError, TypeError) as error:
        _log.warning("identity token refused: %s", type(error).__name__)
        raise SignInFailed("untrusted") from None
