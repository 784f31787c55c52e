"""Letters given to the mail server in one run of a job, outside of any unit of work."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import TypeVar

from attrs import define

from crm_core.domain.mail import Mail, MailRefused
from crm_core.domain.refusals import Unavailable
from crm_core.ports.mailer import Mailer

K = TypeVar("K", bound=Hashable)


@define
class Post:
    """A server that is away is not asked again in this run: what is claimed is taken up again later."""

    mailer: Mailer
    is_closed: bool = False

    def sent(self, letters: Iterable[tuple[K, Mail | None]]) -> dict[K, datetime | None]:
        """When each was accepted, None where the server refused it for good; what was not tried is absent."""
        accepted: dict[K, datetime | None] = {}
        for key, mail in letters:
            if mail is None:
                continue
            try:
                accepted[key] = self.mailer.send(mail).at
            except MailRefused:
                accepted[key] = None
            except Unavailable:
                self.is_closed = True
                break
        return accepted
