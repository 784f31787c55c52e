"""Letters kept in a folder instead of sent: what `make run` would have mailed can be read there."""

import email.policy
import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from attrs import frozen

from adapters.smtp.letter import letter_of
from crm_core.domain.mail import Accepted, Mail
from crm_core.ports.clock import Clock


@frozen
class FolderMailer:
    """A Maildir, which every mail program can open; a letter is there whole or not at all."""

    folder: Path
    sender: str
    clock: Clock

    def send(self, mail: Mail) -> Accepted:
        accepted = Accepted(self.clock.now())
        letter = letter_of(mail, self.sender, accepted)
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mailbox.Maildir(self.folder, create=True).add(letter.as_bytes(policy=email.policy.SMTP))
        return accepted

    def letters(self) -> Iterator[EmailMessage]:
        """What was kept, newest first."""
        if not self.folder.exists():
            return
        kept = sorted(self.folder.glob("new/*"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in kept:
            letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            assert isinstance(letter, EmailMessage)  # noqa: S101 - the policy makes no other kind
            yield letter
