"""Everything a Litestar application needs to serve the pages."""

from litestar import Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from adapters.web.errors import ErrorPage, error_pages
from adapters.web.parts import WebParts
from adapters.web.posted import posted
from adapters.web.routes.account import me, preferences
from adapters.web.routes.activity_log import keep_activity, new_activity
from adapters.web.routes.activity_one import (
    activity,
    correct,
    correction,
    undo_activity,
    withdraw,
    withdrawal,
)
from adapters.web.routes.chain_choice import chain_options
from adapters.web.routes.contacts import (
    change_contact,
    edit_contact,
    forget_contact,
    keep_contact,
    new_contact,
)
from adapters.web.routes.customer_access import access
from adapters.web.routes.customer_activities import customer_activities
from adapters.web.routes.customer_bulk import bulk
from adapters.web.routes.customer_create import create, new_customer
from adapters.web.routes.customer_detail import customer_detail
from adapters.web.routes.customer_edit import change_customer, edit_customer
from adapters.web.routes.customer_fields import change_field, customer_field, edit_field
from adapters.web.routes.customer_follow_ups import complete, follow_up, resume, snooze, tell_bounce
from adapters.web.routes.customer_list import customer_list, home, list_columns, list_filter
from adapters.web.routes.customer_moves import archive, reassign, reassignment, restore
from adapters.web.routes.customer_timeline import timeline
from adapters.web.routes.definitions import DEFINITION_PAGES
from adapters.web.routes.field_history import bring_back, history, undo
from adapters.web.routes.files import asset
from adapters.web.routes.lead_pages import LEAD_PAGES
from adapters.web.routes.list_views import change_view, edit_view, keep_view, new_view, throw_away
from adapters.web.routes.login import login, sign_in_as, sign_out
from adapters.web.routes.oidc_login import callback, start
from adapters.web.routes.roi import calculate_roi, calculator, roi_customers
from adapters.web.routes.roi_scenarios import customer_scenarios, scenario, scenario_pdf, scenario_sheet
from adapters.web.routes.sample_detail import sample_detail
from adapters.web.routes.sample_new import ask_for_sample, new_sample
from adapters.web.routes.samples import move, samples
from adapters.web.routes.settings import (
    all_of_them,
    edit_setting,
    history_of_setting,
    one_setting,
    reset_setting,
    set_setting,
)
from adapters.web.routes.styleguide import styleguide
from adapters.web.routes.work_list import follow_ups
from adapters.web.site import Site
from adapters.web.visit import PageRequest, Visit
from crm_core.domain.refusals import Refusal

LARGEST_FORM = 256 * 1024  # bytes

PAGES: tuple[HTTPRouteHandler, ...] = (
    asset,
    home,
    login,
    sign_in_as,
    sign_out,
    start,
    callback,
    me,
    preferences,
    styleguide,
    all_of_them,
    one_setting,
    edit_setting,
    set_setting,
    reset_setting,
    history_of_setting,
    *DEFINITION_PAGES,
    customer_list,
    list_filter,
    list_columns,
    bulk,
    new_view,
    keep_view,
    edit_view,
    change_view,
    throw_away,
    chain_options,
    new_customer,
    create,
    customer_detail,
    edit_customer,
    change_customer,
    archive,
    restore,
    reassignment,
    reassign,
    customer_field,
    edit_field,
    change_field,
    history,
    undo,
    bring_back,
    new_contact,
    keep_contact,
    edit_contact,
    change_contact,
    forget_contact,
    new_activity,
    keep_activity,
    activity,
    correction,
    correct,
    withdrawal,
    withdraw,
    undo_activity,
    customer_activities,
    follow_ups,
    follow_up,
    complete,
    snooze,
    resume,
    tell_bounce,
    timeline,
    access,
    samples,
    new_sample,
    ask_for_sample,
    sample_detail,
    move,
    *LEAD_PAGES,
    calculator,
    calculate_roi,
    roi_customers,
    customer_scenarios,
    scenario,
    scenario_sheet,
    scenario_pdf,
)


def web_routers(parts: WebParts) -> list[Router]:
    site = Site.of(parts)

    def visit(request: PageRequest) -> Visit:
        return Visit.of(site, request)

    answer = error_pages(site)
    return [
        Router(
            path="/",
            route_handlers=list(PAGES),
            dependencies={"visit": Provide(visit, sync_to_thread=False), "form": Provide(posted)},
            # Each kind by name: the handler of an outer layer wins where it names the error more exactly.
            exception_handlers={Refusal: answer, HTTPException: answer, Exception: answer},
            include_in_schema=False,
            request_max_body_size=LARGEST_FORM,
        )
    ]


def web_error_page(parts: WebParts) -> ErrorPage:
    """Pages for what happens outside of every route: unknown addresses and wrong methods."""
    return error_pages(Site.of(parts))
