"""What a letter about a follow-up says: the owner is reminded, the team lead is asked to look after it."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from crm_core.domain.days import BERLIN
from crm_core.domain.follow_ups.sla import RESOLUTION, Notch
from crm_core.domain.language import Language


@frozen
class Subject:
    """What is due, with whom and until when; nobody knows when while it is paused."""

    title: str
    party: str
    due_at: datetime | None
    link: str | None = None


@frozen
class Words:
    subject: str
    body: str


TEXTS: Mapping[tuple[Notch, Language], Words] = {
    (Notch.REMINDER, Language.DE): Words(
        "Erinnerung: {title} ({party})",
        "Guten Tag,\n\nbei {party} steht noch aus: {title}. Es ist fällig bis {due}.\n",
    ),
    (Notch.REMINDER, Language.EN): Words(
        "Reminder: {title} ({party})",
        "Hello,\n\nwith {party} this is still to be done: {title}. It is due by {due}.\n",
    ),
    (Notch.ESCALATION, Language.DE): Words(
        "Bitte nachsehen: {title} ({party})",
        "Guten Tag,\n\nbei {party} steht seit Langem aus: {title}. Es war fällig bis {due}; bitte "
        "klären Sie, wer sich darum kümmert.\n",
    ),
    (Notch.ESCALATION, Language.EN): Words(
        "Please look after: {title} ({party})",
        "Hello,\n\nwith {party} this has been waiting for long: {title}. It was due by {due}; please settle "
        "who looks after it.\n",
    ),
}
LINKS = {Language.DE: "\nHier geht es weiter: {link}\n", Language.EN: "\nGo on here: {link}\n"}
DAYS = {Language.DE: "%d.%m.%Y", Language.EN: "%Y-%m-%d"}
NO_DAY = {Language.DE: "auf Weiteres", Language.EN: "further notice"}


def letter_about(subject: Subject, notch: Notch, language: Language) -> tuple[str, str]:
    """Subject and text. A deadline at midnight is told by the day that ends with it."""
    words = TEXTS[notch, language]
    said = {
        "title": subject.title,
        "party": " ".join(subject.party.split()),
        "due": NO_DAY[language] if subject.due_at is None else _day(subject.due_at, DAYS[language]),
    }
    end = "" if subject.link is None else LINKS[language].format(link=subject.link)
    return words.subject.format(**said), words.body.format(**said) + end


def _day(instant: datetime, form: str) -> str:
    return (instant.astimezone(BERLIN) - RESOLUTION).strftime(form)
