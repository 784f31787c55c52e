"""Where letters go out; a remote call, so it never happens inside a unit of work."""

from typing import Protocol

from crm_core.domain.mail import Accepted, Mail


class Mailer(Protocol):
    def send(self, mail: Mail) -> Accepted:
        """Returns once the receiving server has accepted the letter.

        MailRefused when it never will, Unavailable when it may later; after either, nothing was accepted.
        A caller that was killed in between sends the same id again.
        """
        ...
