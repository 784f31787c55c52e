"""`crm letters`: what an installation without a mail server would have sent."""

import json
import sys
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Annotated

from cyclopts import App, Parameter

from crm_core.domain.days import BERLIN
from entrypoints.cli.exits import Exit
from entrypoints.composition.mail import kept_letters
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text

TITLE = Text(
    de="Briefe lesen, die kein Mailserver bekam (CRM_DATA_DIR/mail), der neueste zuerst.",
    en="Read the letters that no mail server got (CRM_DATA_DIR/mail), newest first.",
)
LIST = Text(de="Auflisten.\n\nBeispiel: `crm letters list`", en="List them.\n\nExample: `crm letters list`")
SHOW = Text(
    de="Einen ganz zeigen; 1 ist der neueste.\n\nBeispiel: `crm letters show 1`",
    en="Show one as a whole; 1 is the newest.\n\nExample: `crm letters show 1`",
)
JSON_HELP = Text(de="Als JSON-Zeilen ausgeben.", en="Print lines of JSON.")
NONE = Text(de="Noch kein Brief.", en="No letter yet.")
NO_SUCH = Text(de="Es gibt {count} Briefe.", en="There are {count} letters.")
MORE = Text(de="… und {count} ältere; --limit zeigt mehr", en="… and {count} older ones; --limit shows more")

letters = App(name="letters", help=TITLE.say(), result_action="return_value")


@letters.default
@letters.command(name="list", help=LIST.say())
def listed(
    *,
    limit: int = 20,
    json_: Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())] = False,
) -> int:
    kept = _kept()
    if kept is None:
        return Exit.MISCONFIGURED
    for number, letter in enumerate(kept[: max(limit, 0)], start=1):
        told = _told(letter)
        line = json.dumps(told) if json_ else f"{number:>3}  {told['at']}  {told['to']}  {told['subject']}"
        sys.stdout.write(line + "\n")
    if not kept:
        sys.stderr.write(NONE.say() + "\n")
    elif len(kept) > limit:
        sys.stderr.write(MORE.say(count=len(kept) - max(limit, 0)) + "\n")
    return Exit.OK


@letters.command(help=SHOW.say())
def show(number: int = 1, /) -> int:
    kept = _kept()
    if kept is None:
        return Exit.MISCONFIGURED
    if not 1 <= number <= len(kept):
        sys.stderr.write((NO_SUCH.say(count=len(kept)) if kept else NONE.say()) + "\n")
        return Exit.DATA
    sys.stdout.writelines(_whole(kept[number - 1]))
    return Exit.OK


def _kept() -> Sequence[EmailMessage] | None:
    try:
        return kept_letters(Config.from_environment())
    except WrongSettings as trouble:
        sys.stderr.write(f"{trouble}\n")
        return None


def _told(letter: EmailMessage) -> dict[str, str]:
    at = parsedate_to_datetime(letter["Date"]).astimezone(BERLIN)
    return {"at": f"{at:%Y-%m-%d %H:%M}", "to": str(letter["To"]), "subject": str(letter["Subject"])}


def _whole(letter: EmailMessage) -> Iterator[str]:
    for name in ("From", "To", "Date", "Subject"):
        yield f"{name}: {letter[name]}\n"
    yield f"\n{letter.get_content()}"
