"""What leaves by mail: one letter to one person, known by an id that stays the same when it is sent again."""

import re
from datetime import datetime

from attrs import field, frozen

from crm_core.domain.refusals import Conflict

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+", re.ASCII)


@frozen
class Mail:
    """Plain text. Whoever receives the same `id` twice may throw the second away."""

    id: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


@frozen
class Accepted:
    """The receiving server has taken it; from here on it counts as delivered unless it bounces."""

    at: datetime


class MailRefused(Conflict):
    """The receiving server will never take it: the address does not exist, or it is no address."""

    code = "mail-refused"


def refuse_no_address(to: str) -> None:
    """What is no address is refused before any server is asked; a line break in one would forge a header."""
    if not to.isascii() or _ADDRESS.fullmatch(to) is None:
        raise MailRefused
