"""One request by one person: language, theme, session, and the pages they are answered with."""

from functools import cached_property
from typing import TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from attrs import evolve, frozen
from litestar import Request
from litestar.datastructures import Cookie, State
from litestar.response import Response

from adapters.web.language import LANGUAGES, Tongue, preferred, tongue
from adapters.web.notice import Notice
from adapters.web.parts import DemoSignIn, WebParts
from adapters.web.paths import local
from adapters.web.session import LASTS, Session
from adapters.web.site import Site
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.inbox import unread
from crm_core.queries.possibilities import Possibilities, possibilities

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600
PageRequest: TypeAlias = Request[object, object, State]


class NotSignedIn(Exception):
    """This page needs to know who is asking."""


@frozen
class Visit:
    site: Site
    request: PageRequest
    session: Session
    is_new: bool
    tongue: Tongue
    theme: str
    notice: Notice | None
    correlation: CorrelationId

    @classmethod
    def of(cls, site: Site, request: PageRequest) -> "Visit":
        now = site.parts.world.clock.now()
        asked = request.cookies.get("lang", "")
        wished = preferred(request.headers.get("accept-language", ""), site.parts.default_language)
        theme = request.cookies.get("theme", "auto")
        known = Session.open(site.cookies, request.cookies.get(session_cookie(site, request)), now)
        return cls(
            site=site,
            request=request,
            session=known or Session.begin(now),
            is_new=known is None,
            tongue=tongue(asked if asked in LANGUAGES else wished),
            theme=theme if theme in THEMES else "auto",
            notice=Notice.open(site.cookies, request.cookies.get("notice")),
            correlation=correlation_of(request, site.parts),
        )

    @property
    def world(self) -> World:
        return self.site.parts.world

    @property
    def actor(self) -> Actor:
        if self.session.actor is None:
            raise NotSignedIn
        return evolve(self.session.actor, correlation=self.correlation)

    @property
    def here(self) -> str:
        """The address of this page; of the page a form stands on when it is an answer to a form."""
        query = self.request.url.query
        return local(self.request.url.path + (f"?{query}" if query else ""))

    @property
    def is_partial(self) -> bool:
        """Whether htmx asks for a part of a page; going back in history needs the whole."""
        headers = self.request.headers
        return "hx-request" in headers and "hx-history-restore-request" not in headers

    def say(self, key: str, **facts: object) -> str:
        return self.tongue.say(key, **facts)

    def offers(self, feature: str) -> bool:
        """Whether this part of the product is switched on for who is asking."""
        (found,) = effective_settings([feature], actor=self.actor, world=self.world)
        return found.value is not False

    def refuse_unless_offered(self, feature: str) -> None:
        """What is switched off is as if it did not exist."""
        if not self.offers(feature):
            raise NotFound

    def name_of(self, user: object) -> str | None:
        """What somebody is called; None for nobody, words instead of a name for a stranger."""
        if user is None:
            return None
        if user == getattr(self.session.actor, "user", None) and self.session.name:
            return self.session.name
        known = self.site.people.get(user)
        return known.name if known else self.say("people.unknown", id=str(user)[-8:])

    @cached_property
    def may(self) -> Possibilities:
        """What is worth offering to who is asking."""
        return possibilities(self.actor)

    def unread(self) -> int:
        """How much of the inbox waits to be opened."""
        return unread(actor=self.actor, world=self.world)

    def page(self, template: str, status: int = 200, /, **context: object) -> Response[bytes]:
        made = self.site.templates[self.tongue.code].get_template(template)
        html = made.render(
            visit=self, is_demo=isinstance(self.site.parts.sign_in, DemoSignIn), **context
        ).encode()
        cookies = self._session_cookies()
        if self.notice is not None and not self.is_partial:
            cookies.append(self._cookie("notice", "", 0))
        return Response(
            html,
            status_code=status,
            media_type="text/html",
            headers=self.headers(),
            cookies=cookies,
        )

    def moved(
        self, to: str, *, notice: Notice | None = None, session: Session | None = None
    ) -> Response[bytes]:
        """Post, redirect, get: what was done is told by the page that is shown next."""
        cookies = [] if session is None else [self._session_cookie(session)]
        if notice is not None:
            cookies.append(self._cookie("notice", notice.seal(self.site.cookies), 60))
        headers = {**self.headers(), "location": to}
        if self.is_partial:
            # To another place of the same page a browser would only scroll.
            now = urlsplit(self.request.headers.get("hx-current-url", ""))
            onto_itself = now.path + (f"?{now.query}" if now.query else "") == to.split("#")[0]
            headers |= {"hx-refresh": "true"} if onto_itself else {"hx-redirect": to}
            del headers["location"]
        return Response(
            b"",
            status_code=200 if self.is_partial else 303,
            media_type="text/html",
            headers=headers,
            cookies=cookies,
        )

    def remember(self, response: Response[bytes], name: str, value: str) -> Response[bytes]:
        """A wish that outlives the session, such as language and theme."""
        return self.with_cookie(response, name, value, YEAR)

    def with_cookie(self, response: Response[bytes], name: str, value: str, seconds: int) -> Response[bytes]:
        response.cookies.append(self._cookie(name, value, seconds))
        return response

    def headers(self) -> dict[str, str]:
        return {
            "cache-control": "no-store",
            "content-security-policy": self.site.policy,
            "content-language": self.tongue.code,
            "referrer-policy": "same-origin",
            "vary": "Cookie, Accept-Language, HX-Request",
            "x-content-type-options": "nosniff",
        }

    def _session_cookies(self) -> list[Cookie]:
        return [self._session_cookie(self.session)] if self.is_new else []

    def _session_cookie(self, session: Session) -> Cookie:
        name = session_cookie(self.site, self.request)
        return self._cookie(name, session.seal(self.site.cookies), int(LASTS.total_seconds()))

    def _cookie(self, name: str, value: str, seconds: int) -> Cookie:
        secure = is_secure(self.site, self.request)
        return Cookie(
            key=name, value=value, max_age=seconds, path="/", httponly=True, secure=secure, samesite="lax"
        )


def origin(site: Site, request: PageRequest) -> str:
    """Where people reach us: as configured, or as this request says."""
    return site.parts.public_origin or f"{request.url.scheme}://{request.headers.get('host', '')}"


def is_secure(site: Site, request: PageRequest) -> bool:
    return origin(site, request).startswith("https:")


def session_cookie(site: Site, request: PageRequest) -> str:
    """`__Host-` makes browsers refuse the cookie from any other host or over plain HTTP."""
    return "__Host-crm" if is_secure(site, request) else "crm"


def correlation_of(request: PageRequest, parts: WebParts) -> CorrelationId:
    if parts.correlation is not None:
        return parts.correlation(request.scope)
    try:
        return CorrelationId(UUID(request.headers.get("x-correlation-id", "")))
    except ValueError:
        return CorrelationId(parts.world.ids.new())
