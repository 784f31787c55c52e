"""Every component in every state on one page, without anybody's data."""

from uuid import UUID

from litestar import get

from adapters.web.roi_form import EXAMPLE
from adapters.web.roi_words import RoiWords
from adapters.web.routes.here import Here, Page
from adapters.web.sample_board import Card, steps_from
from adapters.web.visit import Visit
from crm_core.domain.days import local_day
from crm_core.domain.refusals import FieldError
from crm_food_pack.domain.kpis.pipeline import EUROS
from crm_food_pack.domain.roi.scenario import CURRENT, compared
from crm_food_pack.domain.samples.status import SampleStatus


@get("/styleguide", sync_to_thread=True)
def styleguide(visit: Here) -> Page:
    return visit.page(
        "styleguide.html",
        sample_error=FieldError("/name", "too-long", {"maximum": 200}),
        sample_missing=FieldError("/name", "required"),
        sample_cards=cards(visit),
        words=RoiWords(visit.tongue, EUROS, EXAMPLE, compared(EXAMPLE, CURRENT), CURRENT),
    )


def cards(visit: Visit) -> tuple[Card, ...]:
    """One in time that may be moved, one that is late, one that is done with."""
    today, what = local_day(visit.world.clock.now()), "Cook&Fresh® Basis 5er"

    def one(number: int, name: str, status: SampleStatus, *, late: bool = False) -> Card:
        steps = () if visit.session.actor is None else steps_from(status)
        return Card(UUID(int=number), 1, name, "#board", what, today, late, status, steps)

    return (
        one(1, "Gasthaus Linde", SampleStatus.REQUESTED),
        one(2, "Betriebsrestaurant Spreebogen", SampleStatus.SHIPPED, late=True),
        one(3, "Hafenküche Lichtenberg", SampleStatus.FEEDBACK_SUCCESS),
    )
