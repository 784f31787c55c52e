"""How words are put for people: a sentence per language, with facts in it."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Words:
    de: str
    en: str

    def say(self, language: str, facts: Mapping[str, object]) -> str:
        template = self.de if language == "de" else self.en
        return template.format_map(_Facts(facts, language)) if "{" in template else template


@frozen
class Explained:
    """A problem's title and the sentence about it."""

    title: Words
    detail: Words


class _Facts(dict[str, object]):
    """Facts as a sentence writes them; a missing one leaves an ellipsis instead of an error."""

    def __init__(self, facts: Mapping[str, object], language: str) -> None:
        super().__init__({name: _written(value, language) for name, value in facts.items()})

    def __missing__(self, key: str) -> str:
        return "…"


def _written(value: object, language: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    text = str(value)
    return _IN_GERMAN.get(text, text) if language == "de" else text


_IN_GERMAN = {
    "text": "Text",
    "number": "Zahl",
    "whole number": "ganze Zahl",
    "true or false": "wahr oder falsch",
    "date": "Datum",
    "instant": "Zeitpunkt",
    "object": "Objekt",
    "list": "Liste",
}


def problem(title_de: str, title_en: str, detail_de: str, detail_en: str) -> Explained:
    return Explained(Words(title_de, title_en), Words(detail_de, detail_en))
