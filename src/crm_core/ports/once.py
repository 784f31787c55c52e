"""A request that must have its effect once, however often it is sent."""

from collections.abc import Callable

from attrs import frozen

from crm_core.domain.refusals import Conflict


@frozen
class Answer:
    """What was answered, byte for byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@frozen
class Once:
    """One attempt: its key within a route, a fingerprint of the request, and how its result is answered."""

    route: str
    key: str
    fingerprint: bytes
    answer: Callable[[object], Answer]


class AlreadyAnswered(Exception):
    """This attempt had its effect before; here is what was answered then."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("already answered")
        self.answer = answer


class IdempotencyKeyReused(Conflict):
    """The key stands for another request."""

    code = "idempotency-key-reused"


class RequestInProgress(Conflict):
    """The first request with this key has not been answered yet."""

    code = "request-in-progress"
