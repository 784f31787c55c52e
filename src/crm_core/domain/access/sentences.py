"""Ways in as sentences, in German and English: who, by which rule, may do what."""

from collections.abc import Mapping, Sequence

from crm_core.domain.access.openings import Limit, Opening
from crm_core.domain.access.policy import Operation
from crm_core.domain.language import Language

_WHO: Mapping[Language, Mapping[str, str]] = {
    Language.DE: {
        "everything": "Alle mit {grips}",
        "owner": "Wem der Kunde gehört ({people}), mit {grips},",
        "region": "Wer für die Region {region} zuständig ist, mit {grips},",
        "chain": "Wer die Kette {chain} führt, mit {grips},",
        "sibling": "Wem ein Teil derselben Kette gehört ({people}), mit {grips},",
        "shared": "Da die Kette gemeinsam betreut wird: wem ein Teil von ihr gehört ({people}), mit {grips},",
    },
    Language.EN: {
        "everything": "Everybody with {grips}",
        "owner": "Whoever owns the customer ({people}), with {grips},",
        "region": "Whoever answers for the region {region}, with {grips},",
        "chain": "Whoever manages the chain {chain}, with {grips},",
        "sibling": "Whoever owns a part of the same chain ({people}), with {grips},",
        "shared": "As the chain's coverage is shared: whoever owns a part of it ({people}), with {grips},",
    },
}
_MAY: Mapping[Language, Mapping[str, Mapping[Operation, str]]] = {
    Language.DE: {
        "customer": {
            Operation.READ: "sieht ihn",
            Operation.CREATE: "darf einen solchen anlegen",
            Operation.WRITE: "darf ihn ändern",
            Operation.ENGAGE: "darf mit ihm arbeiten (Aktivitäten, Muster)",
        },
        "restricted-field": {
            Operation.READ: "sieht die geschützten Felder",
            Operation.WRITE: "darf die geschützten Felder ändern",
        },
    },
    Language.EN: {
        "customer": {
            Operation.READ: "sees it",
            Operation.CREATE: "may create such a one",
            Operation.WRITE: "may change it",
            Operation.ENGAGE: "may work with it (activities, samples)",
        },
        "restricted-field": {
            Operation.READ: "sees the restricted fields",
            Operation.WRITE: "may change the restricted fields",
        },
    },
}
_LIMITS: Mapping[Language, Mapping[str, str]] = {
    Language.DE: {
        "territories": "Wer auf Gebiete beschränkt ist, kommt nur herein, wenn {value} darunter ist.",
        "channels": "Wer auf Vertriebswege beschränkt ist, kommt nur herein, wenn {value} darunter ist.",
    },
    Language.EN: {
        "territories": "Whoever is bound to territories comes in only if {value} is among them.",
        "channels": "Whoever is bound to channels comes in only if {value} is among them.",
    },
}
_AND = {Language.DE: " und ", Language.EN: " and "}
_OR = {Language.DE: " oder ", Language.EN: " or "}


def sentence(opening: Opening, language: Language) -> str:
    who = _WHO[language][opening.rule].format(
        grips=_listed(opening.grips, _OR[language]),
        people=_listed([str(one) for one in opening.people or ()], _AND[language]),
        region=opening.region,
        chain=opening.chain,
    )
    may = [_MAY[language][opening.resource][one] for one in opening.operations]
    return f"{who} {_listed(may, _AND[language])}."


def limit_sentence(limit: Limit, language: Language) -> str:
    return _LIMITS[language][limit.claim].format(value=limit.value)


def _listed(words: Sequence[str], last: str) -> str:
    return last.join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""
