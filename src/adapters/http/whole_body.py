"""The body of a request in one piece: no longer than it may be, whether it says so before or not."""

from collections.abc import Mapping

from adapters.http.patience import Receive
from adapters.http.refusals import Malformed, TooLarge


async def whole_body(receive: Receive, headers: Mapping[str, str], *, most: int) -> bytes:
    """All bytes that the sender has for us; Malformed when it goes away before the end."""
    # Without leading zeros what is longer is more, and int() refuses thousands of digits.
    announced = headers.get("content-length", "").lstrip("0")
    if announced.isdecimal() and (len(announced) > len(str(most)) or int(announced) > most):
        raise TooLarge(maximum=most)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Malformed
        body += message.get("body", b"")
        if len(body) > most:
            raise TooLarge(maximum=most)
        if not message.get("more_body", False):
            return bytes(body)
