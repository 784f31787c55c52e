"""Sends one letter in one conversation; who waits for it does so in a thread of the worker."""

import smtplib
import ssl
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from attrs import field, frozen

from adapters.smtp.letter import letter_of
from crm_core.domain.mail import Accepted, Mail, MailRefused
from crm_core.domain.refusals import Unavailable
from crm_core.ports.clock import Clock

PORTS: Mapping[str, int] = {"smtp": 25, "smtps": 465}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PATIENCE = 20.0  # seconds for each step of the conversation
FOR_EVER = range(500, 600)  # replies that say no for good (RFC 5321, 4.2.1)


@frozen
class SmtpMailer:
    """`smtps://user:password@host:port` speaks TLS from the start, `smtp://` as soon as it is offered."""

    url: str = field(repr=False)
    sender: str
    clock: Clock
    patience: float = PATIENCE

    def send(self, mail: Mail) -> Accepted:
        letter = letter_of(mail, self.sender, Accepted(self.clock.now()))
        try:
            with self._conversation() as server:
                server.send_message(letter, from_addr=self.sender, to_addrs=[mail.to])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _said(*(code for code, _ in refused.recipients.values())) from None
        except smtplib.SMTPDataError as refused:
            raise _said(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError):
            # Also when it refuses us, as for a wrong password: that says nothing about the address.
            raise Unavailable from None
        return Accepted(self.clock.now())

    def _conversation(self) -> smtplib.SMTP:
        place = urlsplit(self.url)
        host, port = place.hostname or "localhost", place.port or PORTS[place.scheme]
        tls = ssl.create_default_context()
        server: smtplib.SMTP
        if place.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, port, timeout=self.patience, context=tls)
        else:
            server = smtplib.SMTP(host, port, timeout=self.patience)
        try:
            self._introduce(server, place.username, place.password, host, tls)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(
        self, server: smtplib.SMTP, user: str | None, password: str | None, host: str, tls: ssl.SSLContext
    ) -> None:
        server.ehlo_or_helo_if_needed()
        if not isinstance(server, smtplib.SMTP_SSL) and server.has_extn("starttls"):
            server.starttls(context=tls)
            server.ehlo()
        elif not isinstance(server, smtplib.SMTP_SSL) and user and host not in LOOPBACK:
            # A password does not go over an open line.
            raise smtplib.SMTPException
        if user:
            server.login(unquote(user), unquote(password or ""))


def _said(*codes: int) -> MailRefused | Unavailable:
    return MailRefused() if codes and all(code in FOR_EVER for code in codes) else Unavailable()
