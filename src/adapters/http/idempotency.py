"""A POST that is sent again has its effect once, and is answered with the same bytes."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from attrs import evolve

from adapters.http.endpoint import Call
from crm_core.domain.refusals import FieldError, Invalid
from crm_core.ports.once import AlreadyAnswered, Answer, Once
from crm_core.use_cases.perform import UseCase, perform

Command = TypeVar("Command")
Result = TypeVar("Result")
REPLAYED = ("idempotent-replay", "true")


def perform_once(
    use_case: UseCase[Command, Result],
    command: Command,
    *,
    call: Call,
    route: str,
    render: Callable[[Result], Answer],
) -> Answer:
    """Carries the command out, or gives the answer that it had before.

    The answer is made inside the unit of work and sent after its commit.
    """
    made: list[Answer] = []

    def answer(result: object) -> Answer:
        made.append(render(result))  # type: ignore[arg-type]  # what the use case commits is its result
        return made[-1]

    key = key_in(call)
    once = None if key is None else Once(route, key, fingerprint(call), answer)
    try:
        result = perform(use_case, command, actor=call.actor, world=call.world.once(once))
    except AlreadyAnswered as before:
        return evolve(before.answer, headers=(*before.answer.headers, REPLAYED))
    return made[-1] if made else render(result)


def key_in(call: Call) -> str | None:
    key = call.headers.get("idempotency-key")
    if key is not None and re.fullmatch(r"[\x21-\x7e]{1,255}", key) is None:
        raise Invalid(errors=[FieldError("/Idempotency-Key", "bad-idempotency-key")])
    return key


def fingerprint(call: Call) -> bytes:
    """What makes two requests the same: where they went and what they said."""
    said = (call.path.encode(), call.query_string, call.headers.get("if-match", "").encode(), call.raw_body)
    return sha256(b"\0".join(sha256(part).digest() for part in said)).digest()
