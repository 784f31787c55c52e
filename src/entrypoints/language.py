"""Decides in which language the programs speak to the person who started them: German or English, by LANG."""

import os
from collections.abc import Mapping

from attrs import frozen


@frozen
class Text:
    """One sentence in both languages, with `{places}` for facts."""

    de: str
    en: str

    def say(self, environment: Mapping[str, str] = os.environ, /, **facts: object) -> str:
        sentence = self.de if speaks_german(environment) else self.en
        return sentence.format(**facts) if facts else sentence


def speaks_german(environment: Mapping[str, str] = os.environ) -> bool:
    """The first of the three variables that says anything decides, as in every other program."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if wished := environment.get(name):
            return wished.lower().startswith("de")
    return False
