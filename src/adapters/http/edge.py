"""The outermost layer: identifiers for every request, care for every answer, and no error that leaks."""

import time
from typing import Any

import structlog
from attrs import define

from adapters.http.answers import Sent
from adapters.http.circumstances import SCOPE_KEY, Circumstances, circumstances_from
from adapters.http.metrics import RequestMetrics
from adapters.http.patience import PatientReceive, has_body
from adapters.http.problems import internal_error
from adapters.http.security_headers import with_security_headers
from crm_core.ports.ids import Ids

_log = structlog.get_logger("http")


@define
class Edge:
    """Wraps the whole application."""

    inner: Any
    ids: Ids
    metrics: RequestMetrics
    body_deadline: float

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        started = time.perf_counter()
        about = circumstances_from(scope["headers"], self.ids)
        scope[SCOPE_KEY] = about
        if has_body(about.headers):
            receive = PatientReceive(receive, self.body_deadline)
        careful = CarefulSend(send, about, tls=scope["scheme"] == "https")
        try:
            await self.inner(scope, receive, careful)
        except Exception as trouble:
            _log.error("request failed", correlation=str(about.correlation), exc_info=trouble)
            if careful.status:
                raise
            await Sent(internal_error(about, scope["path"]))(scope, receive, careful)
        finally:
            route = scope.get("path_template") or "unmatched"
            self.metrics.answered(scope["method"], route, careful.status, time.perf_counter() - started)


@define
class CarefulSend:
    """Adds to the start of an answer what every answer carries."""

    send: Any
    about: Circumstances
    tls: bool
    status: int = 0

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = with_security_headers(message["headers"], tls=self.tls)
            headers.append((b"x-correlation-id", str(self.about.correlation).encode()))
            headers.append((b"traceparent", self.about.traceparent.encode()))
            message["headers"] = headers
        await self.send(message)
