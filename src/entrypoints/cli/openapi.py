"""`crm openapi`: prints the OpenAPI document of this build; needs neither server nor database."""

import json
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from entrypoints.cli.exits import Exit
from entrypoints.composition.service import interface_document
from entrypoints.language import Text

OUTPUT = Text(de="In diese Datei statt zur Ausgabe.", en="Into this file instead of the output.")
CHECK = Text(
    de="Nur prüfen, ob die Datei auf dem Stand ist.", en="Only check whether the file is up to date."
)
STALE = Text(
    de="{place} ist nicht auf dem Stand: `crm openapi --output {place}`",
    en="{place} is out of date: `crm openapi --output {place}`",
)
NO_FILE = Text(de="--check braucht --output DATEI.", en="--check needs --output FILE.")


def openapi(
    *,
    output: Annotated[Path | None, Parameter(help=OUTPUT.say())] = None,
    check: Annotated[bool, Parameter(help=CHECK.say(), negative="")] = False,
) -> int:
    """Prints or writes the document, or says whether a file holds it."""
    text = json.dumps(interface_document(), indent=2, ensure_ascii=False) + "\n"
    if check:
        return _compared(output, text)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
    return Exit.OK


def _compared(place: Path | None, text: str) -> int:
    if place is None:
        sys.stderr.write(NO_FILE.say() + "\n")
        return Exit.USAGE
    if not place.exists() or place.read_text(encoding="utf-8") != text:
        sys.stderr.write(STALE.say(place=place) + "\n")
        return Exit.FOUND_WRONG
    return Exit.OK
