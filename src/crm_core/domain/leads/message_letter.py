"""What letters say about leads beside the reminder, in the language of whoever gets them."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from crm_core.domain.language import Language
from crm_core.domain.leads.message import Message, MessageKind
from crm_core.domain.leads.summary import DAY, News


@frozen
class Named:
    """What a lead is known by to those who may know it."""

    company: str
    city: str

    def __str__(self) -> str:
        return " ".join(f"{self.company}, {self.city}".split())


@frozen
class Words:
    hello: str
    subjects: Mapping[MessageKind, str]
    texts: Mapping[MessageKind, str]
    news: Mapping[News, str]
    nameless: str
    more: str
    link: str


_K, _N = MessageKind, News
WORDS: Mapping[Language, Words] = {
    Language.DE: Words(
        hello="Guten Tag,",
        subjects={
            _K.DAILY_SUMMARY: "Leadschutz: Übersicht vom {what}",
            _K.HOLD_WAITS: "Vor Ablauf des Schutzes zu entscheiden: eine Unterbrechung",
            _K.ACTIVITY_WAITS: "Vor Ablauf des Schutzes zu bestätigen: eine Aktivität",
            _K.HOLD_FORGOTTEN: "Unterbrechung vergessen?",
        },
        texts={
            _K.DAILY_SUMMARY: "das steht beim Schutz der Leads an:",
            _K.HOLD_WAITS: "für {lead} wartet eine Unterbrechung auf Genehmigung. Ohne sie endet der Schutz "
            "in weniger als 48 Stunden.",
            _K.ACTIVITY_WAITS: "für {lead} wartet eine spät erfasste Aktivität auf Bestätigung. Ohne sie "
            "endet der Schutz in weniger als 48 Stunden.",
            _K.HOLD_FORGOTTEN: "für {lead} läuft seit mehr als 30 Tagen eine Unterbrechung ohne Ende. Wenn "
            "ihr Grund entfallen ist, bitte beenden; nach sechs Monaten endet sie von selbst.",
        },
        news={
            _N.LAPSED: "Gestern endete der Schutz",
            _N.LAPSING: "In den nächsten sieben Tagen endet der Schutz",
            _N.DUE: "In den nächsten sieben Tagen wird eine Aktivität fällig",
        },
        nameless="einen Lead",
        more="und {count} weitere",
        link="Zu den Leads: {address}",
    ),
    Language.EN: Words(
        hello="Hello,",
        subjects={
            _K.DAILY_SUMMARY: "Protection of leads: the day of {what}",
            _K.HOLD_WAITS: "To be decided before protection lapses: a hold",
            _K.ACTIVITY_WAITS: "To be confirmed before protection lapses: an activity",
            _K.HOLD_FORGOTTEN: "Forgotten hold?",
        },
        texts={
            _K.DAILY_SUMMARY: "this is due in the protection of leads:",
            _K.HOLD_WAITS: "for {lead} a hold waits for approval. Without it protection ends in less than 48 "
            "hours.",
            _K.ACTIVITY_WAITS: "for {lead} an activity that was recorded late waits for confirmation. "
            "Without it protection ends in less than 48 hours.",
            _K.HOLD_FORGOTTEN: "for {lead} a hold without an end has run for more than 30 days. If its "
            "reason is gone, please end it; after six months it ends by itself.",
        },
        news={
            _N.LAPSED: "Protection ended yesterday",
            _N.LAPSING: "Protection ends within the next seven days",
            _N.DUE: "An activity falls due within the next seven days",
        },
        nameless="a lead",
        more="and {count} more",
        link="To the leads: {address}",
    ),
}


def letter_of(
    message: Message, named: Mapping[str, Named], language: Language, address: str | None
) -> tuple[str, str]:
    """Subject and text; who is known no more is counted and not named."""
    words = WORDS[language]
    lead = named.get(str(message.lead_id))
    facts = {"what": _day(message, language), "lead": words.nameless if lead is None else str(lead)}
    parts = [words.hello, words.texts[message.kind].format(**facts), *_parts(message, named, words)]
    if address is not None:
        place = address if message.lead_id is None else f"{address}{message.lead_id}"
        parts.append(words.link.format(address=place))
    return words.subjects[message.kind].format(**facts), "\n\n".join(parts) + "\n"


def _day(message: Message, language: Language) -> str:
    said = message.said.get(DAY)
    form = "%d.%m.%Y" if language is Language.DE else "%Y-%m-%d"
    return "" if said is None else date.fromisoformat(str(said)).strftime(form)


def _parts(message: Message, named: Mapping[str, Named], words: Words) -> Iterator[str]:
    for news in News:
        told = message.said.get(news)
        if not isinstance(told, Mapping):
            continue
        lines = [f"- {named[one]}" for one in told["leads"] if one in named]
        rest = int(told["count"]) - len(lines)
        if rest:
            lines.append(f"- {words.more.format(count=rest)}" if lines else f"- {rest}")
        yield "\n".join((f"{words.news[news]} ({told['count']}):", *lines))
