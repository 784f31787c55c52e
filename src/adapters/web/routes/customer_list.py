"""The list of customers: found while one types, narrowed by chips, kept as views, turned page by page."""

from litestar import get

from adapters.web.asked import APPLY
from adapters.web.filter_form import SentFilters, filter_page
from adapters.web.list_table import ListTable
from adapters.web.list_views import default_view, href_of, view_tabs
from adapters.web.list_words import ListWords
from adapters.web.listing import ListAddress
from adapters.web.routes.here import Here, Page
from adapters.web.visit import Visit
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.domain.views.form import columns_of
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.list_customers import list_customers
from crm_core.queries.saved_views import view_by_id

# What can be set by one click; everything else stands in the form of filters.
QUICK = ("type", "territory", "channel", "sample_status", "roi_bucket")
_TICK = "column."


@get("/", sync_to_thread=True)
def home(visit: Here) -> Page:
    """The view that somebody chose to begin with, as long as they may see it."""
    chosen = default_view(visit)
    if chosen is None or visit.session.actor is None:
        return visit.moved("/customers")
    try:
        view = view_by_id(chosen, actor=visit.actor, world=visit.world)
    except NotFound:
        return visit.moved("/customers")
    return visit.moved(href_of(ListAddress(visit.site.list_query, {}), view))


@get("/customers", sync_to_thread=True)
def customer_list(visit: Here) -> Page:
    actor, address = visit.actor, address_of(visit)
    found = list_customers(address.wanted(actor), cursor=address.cursor, actor=actor, world=visit.world)
    words = ListWords(visit, address, _chain_name(visit, address))
    return visit.page(
        "customers/results.html" if visit.is_partial else "customers/list.html",
        address=address,
        words=words,
        table=ListTable(words, found.rows),
        tabs=view_tabs(visit, address),
        quick=QUICK,
        sorts=words.sorts(),
        next_page=None if found.next_cursor is None else address.after(found.next_cursor),
        longer=None if found.next_cursor is None else address.longer(),
    )


@get("/customers/filter", sync_to_thread=True)
def list_filter(visit: Here) -> Page:
    """All filters as one form; sent, it leads to the list without what was left empty, or says what it
    cannot read beside what was typed."""
    given = dict(visit.request.query_params)
    is_sent = given.pop(APPLY, None) is not None
    address, faults = ListAddress.tried(given, visit.site.list_query)
    controls = ListWords(visit, address).form(given if is_sent else {})
    return filter_page(visit, "customers", SentFilters(address, controls, faults, is_sent=is_sent))


@get("/customers/columns", sync_to_thread=True)
def list_columns(visit: Here) -> Page:
    asked, known = dict(visit.request.query_params), columns_of(visit.site.list_query)
    ticks = {APPLY, *(f"{_TICK}{name}" for name in known)}
    address = ListAddress.read(
        {name: value for name, value in asked.items() if name not in ticks}, visit.site.list_query
    )
    if APPLY in asked:
        chosen = [name for name in known if name == known[0] or f"{_TICK}{name}" in asked]
        return visit.moved(address.with_(columns=",".join(chosen)))
    return visit.page(
        "customers/columns_form.html" if visit.is_partial else "customers/columns.html",
        address=address,
        words=ListWords(visit, address),
        known=known,
    )


def address_of(visit: Visit) -> ListAddress:
    return ListAddress.read(dict(visit.request.query_params), visit.site.list_query)


def _chain_name(visit: Visit, address: ListAddress) -> str | None:
    """What the chain is called whose locations are listed; asked only when the address names one."""
    chain = address.wanted(visit.actor).filter.parent
    if chain is None:
        return None
    try:
        return customer_by_id(CustomerId(chain), actor=visit.actor, world=visit.world).customer.details.name
    except NotFound:
        return visit.say("customers.unseen-chain")
