"""The list of leads: how each stands, what happens next and when, narrowed by chips, page by page."""

from litestar import get

from adapters.web.lead_listing import LeadAddress, LeadListWords
from adapters.web.lead_words import lead_lines
from adapters.web.routes.here import Here, Page
from crm_core.domain.access.role import Role
from crm_core.domain.leads.listing import LeadSlice
from crm_core.queries.lead_rights import MAY_BACKDATE, MAY_DECIDE
from crm_core.queries.list_leads import list_leads

MAY_REGISTER = (Role.SALES_REP, Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN)


@get("/leads", sync_to_thread=True)
def lead_list(visit: Here) -> Page:
    actor, address = visit.actor, LeadAddress.read(dict(visit.request.query_params))
    trail, now = address.trail, visit.world.clock.now()
    found = list_leads(
        LeadSlice(now, address.wanted(actor), address.sort, trail.rows),
        cursor=trail.cursor,
        actor=actor,
        world=visit.world,
    )
    return visit.page(
        "leads/results.html" if visit.is_partial else "leads/list.html",
        address=address,
        words=LeadListWords(visit, address),
        lines=lead_lines(visit, found.rows, now),
        now=now,
        next_page=None if found.next_cursor is None else trail.after(found.next_cursor),
        longer=None if found.next_cursor is None else trail.longer(),
        may_register=actor.holds(*MAY_REGISTER),
        may_decide=actor.holds(*MAY_DECIDE),
        may_change_rules=actor.holds(*MAY_BACKDATE),
    )


@get("/leads/filter", sync_to_thread=True)
def lead_filter(visit: Here) -> Page:
    """All filters as one form; sent, it leads to the list without what was left empty."""
    address = LeadAddress.read(dict(visit.request.query_params))
    if "apply" in visit.request.query_params:
        return visit.moved(address.with_())
    return visit.page(
        "leads/filter_form.html" if visit.is_partial else "leads/filter.html",
        address=address,
        controls=LeadListWords(visit, address).form(),
    )
