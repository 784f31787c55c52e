"""A form that is sent again, because nobody saw its answer, has its effect once and is answered as before."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TypeVar

from attrs import asdict

from adapters.web.notice import Notice
from adapters.web.posted import Posted
from adapters.web.visit import Visit
from crm_core.ports.once import AlreadyAnswered, Answer, Once
from crm_core.use_cases.perform import UseCase, perform

Command = TypeVar("Command")
Result = TypeVar("Result")
SENDING = "sending"  # the field that tells one filling in of a form from another
_LONGEST = 100


def new_sending(visit: Visit) -> str:
    return str(visit.world.ids.new())


def perform_once(
    use_case: UseCase[Command, Result],
    command: Command,
    *,
    visit: Visit,
    form: Posted,
    route: str,
    told: Callable[[Result], Notice],
) -> Notice:
    """What the next page tells; a form without the field is taken as it comes."""
    made: list[Notice] = []

    def answer(result: object) -> Answer:
        made.append(told(result))  # type: ignore[arg-type]  # what the use case commits is its result
        return Answer(303, (), json.dumps(asdict(made[-1])).encode())

    key = form.values.get(SENDING, "")[:_LONGEST]
    once = Once(route, key, _fingerprint(form.values), answer) if key else None
    try:
        result = perform(use_case, command, actor=visit.actor, world=visit.world.once(once))
    except AlreadyAnswered as before:
        return Notice(**json.loads(before.answer.body))
    return made[-1] if made else told(result)


def _fingerprint(values: Mapping[str, str]) -> bytes:
    return sha256(json.dumps(sorted(values.items())).encode()).digest()
