"""How long we wait for a request's body: a slow sender is answered 408 and loses the connection."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from attrs import define

from adapters.http.refusals import TooSlow

Receive = Callable[[], Awaitable[Any]]
BODY_DEADLINE = 15.0  # seconds from the first look at the body to its end


@define
class PatientReceive:
    """Hands on the messages of a body until its end or the deadline."""

    receive: Receive
    seconds: float
    _deadline: float | None = None
    _complete: bool = False

    async def __call__(self) -> Any:
        if self._complete:
            return await self.receive()
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self.seconds
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self.receive()
        except TimeoutError as late:
            raise TooSlow(seconds=int(self.seconds)) from late
        self._complete = not message.get("more_body", False)
        return message


def has_body(headers: Mapping[str, str]) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
