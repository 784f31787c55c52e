"""What explains the interface: its OpenAPI document, that document for people, and a page per problem."""

from collections.abc import Sequence

import msgspec
from litestar.handlers import HTTPRouteHandler, route

from adapters.http.answers import NO_STORE, Sent
from adapters.http.endpoint import Endpoint
from adapters.http.openapi import openapi_document
from crm_core.ports.once import Answer


def documents_routes(endpoints: Sequence[Endpoint], version: str) -> list[HTTPRouteHandler]:
    document = msgspec.json.encode(openapi_document(endpoints, version))

    @route("/api/openapi.json", http_method=["GET", "HEAD"], name="openapi", include_in_schema=False)
    async def openapi() -> Sent:
        return Sent(Answer(200, (("content-type", "application/json"), NO_STORE), document))

    return [openapi]
