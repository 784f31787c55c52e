"""How a list says where it goes on: in its body and as a link."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call
from adapters.http.query import Parameter, WholeNumber
from crm_core.domain.customers.listing import DEFAULT_LIMIT, MAX_LIMIT
from crm_core.domain.fields.kinds import Text
from crm_core.ports.once import Answer

LIMIT = Parameter("limit", WholeNumber(1, MAX_LIMIT), "How many items at most.", default=DEFAULT_LIMIT)
CURSOR = Parameter("cursor", Text(2000), "Where to go on: `nextCursor` of the page before.")


def page_answer(call: Call, body: bytes, next_cursor: str | None) -> Answer:
    """One page of a list, with a link to the next one if it goes on."""
    if next_cursor is None:
        return json_answer(200, body)
    return json_answer(200, body, ("link", _link_to_next(call.path, call.query_string, next_cursor)))


def _link_to_next(path: str, query: bytes, cursor: str) -> str:
    """The same list behind the cursor, whose characters an address takes as they are, as a `Link` header
    writes it (RFC 8288)."""
    return f'<{path}?{_besides_cursor(query)}cursor={cursor}>; rel="next"'


@lru_cache(maxsize=256)
def _besides_cursor(query: bytes) -> str:
    asked = [(name, value) for name, value in parse_qsl(query.decode("ascii")) if name != "cursor"]
    return f"{urlencode(asked)}&" if asked else ""
