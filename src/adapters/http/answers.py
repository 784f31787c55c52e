"""How an answer goes out: its bytes as they are, in one start and one body message."""

from typing import Any

from attrs import frozen

from crm_core.ports.once import Answer

# What nobody may keep: everything that depends on who asks.
NO_STORE = ("cache-control", "no-store")


@frozen
class Sent:
    """An answer as an ASGI application."""

    answer: Answer

    def to_asgi_response(self, **_: Any) -> "Sent":
        """What Litestar asks of the responses of exception handlers."""
        return self

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - ASGI's signature
        answer = self.answer
        bodiless = answer.status in {204, 304}
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
        if not bodiless:
            headers.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        body = b"" if bodiless or scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.body", "body": body, "more_body": False})


def json_answer(status: int, body: bytes, *headers: tuple[str, str]) -> Answer:
    return Answer(status, (("content-type", "application/json"), NO_STORE, *headers), body)
