"""What belongs to the person in front of the screen: who they are here, language and theme."""

from litestar import get, post

from adapters.web.language import LANGUAGES
from adapters.web.paths import local
from adapters.web.routes.here import Form, Here, Page
from adapters.web.visit import THEMES
from crm_core.domain.refusals import FieldError, Invalid


@get("/me", sync_to_thread=True)
def me(visit: Here) -> Page:
    return visit.page("account/me.html", actor=visit.actor)


@post("/preferences", sync_to_thread=False)
def preferences(visit: Here, form: Form) -> Page:
    """Language and theme are the browser's, so they also work before anybody has signed in."""
    back = visit.moved(local(form.text("back")))
    for name, allowed in (("lang", LANGUAGES), ("theme", THEMES)):
        value = form.text(name)
        if value is None:
            continue
        if value not in allowed:
            raise Invalid(errors=[FieldError(f"/{name}", "not-a-choice")])
        visit.remember(back, name, value)
    return back
