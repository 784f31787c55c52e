"""Every component in every state on one page, without anybody's data."""

from litestar import get

from adapters.web.routes.here import Here, Page
from crm_core.domain.refusals import FieldError


@get("/styleguide", sync_to_thread=True)
def styleguide(visit: Here) -> Page:
    return visit.page(
        "styleguide.html",
        sample_error=FieldError("/name", "too-long", {"maximum": 200}),
        sample_missing=FieldError("/name", "required"),
    )
