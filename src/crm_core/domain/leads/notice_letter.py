"""The reminder in text form: what the owner of a lead is told, and what they can do about it."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from crm_core.domain.days import BERLIN
from crm_core.domain.language import Language


@frozen
class Reminder:
    """Which lead, by what the owner knows it by, and the dates that matter."""

    company: str
    city: str
    due_since: datetime
    base_expiry_at: datetime
    progress_days: int
    grace_days: int
    link: str | None = None


@frozen
class Text:
    subject: str
    body: str
    link: str
    day: str


TEXTS: Mapping[Language, Text] = {
    Language.DE: Text(
        subject="Erinnerung: Der Schutz für {company} in {city} braucht eine Aktivität",
        body="""Guten Tag,

für den Lead {company} in {city} ist seit dem {due} eine Aktivität fällig: In {progress} Tagen wurde keine
erfasst, die den Schutz erhält.

Mit der Zustellung dieser Erinnerung beginnt eine Nachfrist von {grace} Tagen. Eine qualifizierte Aktivität
in dieser Zeit erhält den Schutz; sonst endet er mit der Nachfrist, spätestens aber am {base}.

Es zählen: ein qualifiziertes Gespräch, eine Reaktion des Kunden, ein terminierter Folgeschritt, eine
Rückmeldung zum Muster und eine ROI-Präsentation.
""",
        link="\nZum Lead: {link}\n",
        day="%d.%m.%Y",
    ),
    Language.EN: Text(
        subject="Reminder: the protection of {company} in {city} needs an activity",
        body="""Hello,

for the lead {company} in {city} an activity has been due since {due}: within {progress} days none was
recorded that keeps it protected.

With the delivery of this reminder a grace period of {grace} days begins. A qualifying activity within it
keeps the protection; otherwise it ends with the grace period, and on {base} at the latest.

What counts: a qualified call, a reaction of the customer, a scheduled follow-up, feedback on a sample, and
an ROI presentation.
""",
        link="\nTo the lead: {link}\n",
        day="%Y-%m-%d",
    ),
}


def letter(reminder: Reminder, language: Language) -> tuple[str, str]:
    """Subject and text. Days are those of the business; the exact instants stand with the lead."""
    words = TEXTS[language]
    facts = {
        "company": " ".join(reminder.company.split()),
        "city": " ".join(reminder.city.split()),
        "due": _day(reminder.due_since, words),
        "base": _day(reminder.base_expiry_at, words),
        "progress": reminder.progress_days,
        "grace": reminder.grace_days,
        "link": reminder.link,
    }
    text = words.body if reminder.link is None else words.body + words.link
    return words.subject.format(**facts), text.format(**facts)


def _day(instant: datetime, words: Text) -> str:
    return instant.astimezone(BERLIN).strftime(words.day)
