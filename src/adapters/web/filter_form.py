"""All filters of a list as one form: shown, and once it is sent, the list or what is wrong with it."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from adapters.web.customer_form import by_field
from adapters.web.routes.here import Page
from adapters.web.values.controls import Control
from adapters.web.visit import Visit
from crm_core.domain.fields.faults import Faults


class _Address(Protocol):
    def with_(self) -> str: ...


@frozen
class SentFilters:
    """What of a form could be read, its inputs as they were filled in, and what is wrong with the rest."""

    address: _Address
    controls: Sequence[Control]
    faults: Faults
    is_sent: bool


def filter_page(visit: Visit, of: str, sent: SentFilters) -> Page:
    """Faults are told beside their inputs; what has no input there is refused as in any other address."""
    errors = by_field(tuple(sent.faults.found))
    if not sent.is_sent or not errors.keys() <= {one.name for one in sent.controls}:
        sent.faults.refuse_if_any()
    if sent.is_sent and not errors:
        return visit.moved(sent.address.with_())
    template = f"{of}/filter_form.html" if visit.is_partial else f"{of}/filter.html"
    response = visit.page(
        template, 400 if errors else 200, address=sent.address, controls=sent.controls, errors=errors
    )
    response.headers["x-form-again"] = "yes"
    return response
