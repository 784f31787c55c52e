"""Signing in as a demo user, and signing out again."""

from urllib.parse import urlencode

from litestar import get, post

from adapters.web.notice import Notice
from adapters.web.parts import DemoSignIn, DemoUser, OidcSignIn
from adapters.web.paths import local
from adapters.web.routes.here import Form, Here, Page
from adapters.web.session import Session
from adapters.web.visit import Visit, origin
from crm_core.domain.refusals import NotFound


@get("/login", sync_to_thread=True)
def login(visit: Here) -> Page:
    back = local(visit.request.query_params.get("next"))
    if visit.session.actor is not None:
        return visit.moved(back)
    return login_page(visit, back)


def login_page(visit: Visit, back: str, *, trouble: str | None = None, status: int = 200) -> Page:
    sign_in = visit.site.parts.sign_in
    users = sign_in.users if isinstance(sign_in, DemoSignIn) else ()
    return visit.page("login.html", status, users=users, back=back, trouble=trouble)


@post("/login", sync_to_thread=True)
def sign_in_as(visit: Here, form: Form) -> Page:
    sign_in = visit.site.parts.sign_in
    if not isinstance(sign_in, DemoSignIn):
        raise NotFound
    user = _demo_user(sign_in, form.text("user"))
    now = visit.world.clock.now()
    session = Session.begin(now, user.actor(sign_in.tenant), user.name)
    return visit.moved(local(form.text("back")), session=session)


def _demo_user(sign_in: DemoSignIn, wanted: str | None) -> DemoUser:
    for user in sign_in.users:
        if str(user.id) == wanted:
            return user
    raise NotFound


@post("/logout", sync_to_thread=True)
def sign_out(visit: Here, form: Form) -> Page:  # noqa: ARG001 - asking for the form proves its token
    """Ends the session here, and at the identity provider where that is offered."""
    fresh = Session.begin(visit.world.clock.now())
    return visit.moved(_after_sign_out(visit), notice=Notice("notice.signed-out"), session=fresh)


def _after_sign_out(visit: Visit) -> str:
    sign_in = visit.site.parts.sign_in
    if not isinstance(sign_in, OidcSignIn) or sign_in.end_session_endpoint is None:
        return "/login"
    back = f"{origin(visit.site, visit.request)}/login"
    asked = urlencode({"client_id": sign_in.client_id, "post_logout_redirect_uri": back})
    return f"{sign_in.end_session_endpoint}?{asked}"
