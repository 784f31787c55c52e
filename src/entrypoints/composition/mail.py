"""Where letters go: to the mail server of the installation, or into a folder where they can be read."""

from collections.abc import Sequence
from email.message import EmailMessage

from adapters.smtp.folder import FolderMailer
from adapters.smtp.mailer import SmtpMailer
from adapters.system.clock import SystemClock
from crm_core.ports.clock import Clock
from crm_core.ports.mailer import Mailer
from entrypoints.config import Config


def mailer_of(config: Config, clock: Clock) -> Mailer:
    if config.smtp_url is None:
        return FolderMailer(config.mail_dir, config.mail_from, clock)
    return SmtpMailer(config.smtp_url, config.mail_from, clock)


def kept_letters(config: Config) -> Sequence[EmailMessage]:
    """What lies in the folder, newest first."""
    return tuple(FolderMailer(config.mail_dir, config.mail_from, SystemClock()).letters())
