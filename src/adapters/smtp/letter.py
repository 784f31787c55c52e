"""How a letter is written down for the way (RFC 5322)."""

from email.message import EmailMessage
from email.utils import format_datetime

from crm_core.domain.mail import Accepted, Mail, refuse_no_address


def letter_of(mail: Mail, sender: str, accepted: Accepted) -> EmailMessage:
    """Machines are asked not to answer it; the id lets receivers know a second copy."""
    refuse_no_address(mail.to)
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = mail.to
    letter["Subject"] = " ".join(mail.subject.split())
    letter["Date"] = format_datetime(accepted.at)
    letter["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(mail.text)
    return letter
