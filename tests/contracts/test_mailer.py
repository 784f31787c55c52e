"""What every mailer keeps: accepted means taken, refused means never, unavailable means nothing happened."""

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from attrs import define, field, frozen

from adapters.memory.mailer import MemoryMailer
from adapters.smtp.folder import FolderMailer
from adapters.smtp.mailer import SmtpMailer
from crm_core.domain.mail import Mail, MailRefused
from crm_core.domain.refusals import Unavailable
from crm_core.ports.mailer import Mailer
from tests import given

SENDER = "crm@cookandfresh.example"
MAIL = Mail("ntc-1", "jana@kitchen.example", "Erinnerung: Käserei Süß", "Bis 2. März ist Zeit.\nGrüße\n")


@define
class Server:
    """A receiving server that answers what a test wants it to."""

    recipient: str = "250 OK"
    data: str = "250 OK"
    taken: list[bytes] = field(factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's word and arguments
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(envelope.content)
        return self.data


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def smtp(server: Server) -> Iterator[SmtpMailer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield SmtpMailer(f"smtp://127.0.0.1:{port}", SENDER, given.StandingClock(), patience=5)
    controller.stop()


@frozen
class Posted:
    """A mailer, and the subjects of what it has accepted."""

    mailer: Mailer
    subjects: Callable[[], list[str]]


@pytest.fixture(params=["memory", "folder", "smtp"])
def posted(request: pytest.FixtureRequest, tmp_path: Path) -> Posted:
    if request.param == "memory":
        memory = MemoryMailer(given.StandingClock())
        return Posted(memory, lambda: [mail.subject for mail in memory.sent])
    if request.param == "folder":
        folder = FolderMailer(tmp_path / "mail", SENDER, given.StandingClock())
        return Posted(folder, lambda: [letter["Subject"] for letter in folder.letters()])
    server: Server = request.getfixturevalue("server")
    subjects = lambda: [message_from_bytes(one, policy=policy.default)["Subject"] for one in server.taken]  # noqa: E731 - one of three
    return Posted(request.getfixturevalue("smtp"), subjects)


def test_what_is_accepted_has_been_taken(posted: Posted) -> None:
    accepted = posted.mailer.send(MAIL)

    assert accepted.at == given.START
    assert posted.subjects() == [MAIL.subject]


@pytest.mark.parametrize("to", ["", "nobody", "@kitchen.example", "a@b@c", "a@b.example\r\nBcc: x@y.example"])
def test_what_is_no_address_is_refused_for_good(posted: Posted, to: str) -> None:
    with pytest.raises(MailRefused):
        posted.mailer.send(Mail("ntc-2", to, "x", "y"))
    assert posted.subjects() == []


def test_an_address_that_the_server_does_not_know_is_refused_for_good(
    server: Server, smtp: SmtpMailer
) -> None:
    server.recipient = "550 no such user"
    with pytest.raises(MailRefused):
        smtp.send(MAIL)
    assert server.taken == []


@pytest.mark.parametrize(("recipient", "data"), [("451 later", "250 OK"), ("250 OK", "452 full")])
def test_a_server_that_says_later_has_taken_nothing(
    server: Server, smtp: SmtpMailer, recipient: str, data: str
) -> None:
    server.recipient, server.data = recipient, data
    with pytest.raises(Unavailable):
        smtp.send(MAIL)
    assert server.taken == []


def test_a_server_that_is_away_has_taken_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        mailer = SmtpMailer(f"smtp://127.0.0.1:{closed.getsockname()[1]}", SENDER, given.StandingClock())
        with pytest.raises(Unavailable):
            mailer.send(MAIL)


def test_a_password_does_not_go_over_an_open_line_and_a_wrong_one_blames_no_address(
    server: Server, smtp: SmtpMailer
) -> None:
    port = smtp.url.rpartition(":")[2]
    mailer = SmtpMailer(f"smtp://crm:hush@127.0.0.1:{port}", SENDER, given.StandingClock(), patience=5)
    with pytest.raises(Unavailable):
        mailer.send(MAIL)
    assert server.taken == []
    assert "hush" not in repr(mailer)


def test_a_letter_is_known_by_its_id_and_asks_machines_not_to_answer(
    server: Server, smtp: SmtpMailer
) -> None:
    smtp.send(MAIL)
    letter = message_from_bytes(server.taken[0], policy=policy.default)

    assert letter["Message-ID"] == "<ntc-1@cookandfresh.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == MAIL.text
    assert MAIL.to not in repr(MAIL)
