"""`crm commission`: what was credited to agents against what the contract says, without a database."""

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from crm_core.domain.leads.commission import Difference, differences
from crm_core.domain.leads.commission_form import read_check, write_difference
from crm_core.domain.refusals import Invalid
from entrypoints.cli.exits import Exit
from entrypoints.language import Text

TITLE = Text(de="Provisionen nachrechnen, ohne Datenbank.", en="Recompute commissions, without a database.")
CHECK = Text(
    de="Gutgeschriebenes gegen den Vertrag halten: 7 % der im ersten Vertragsjahr eingegangenen Nettoerlöse, "
    "2 % in jedem neu vereinbarten weiteren. Abweichungen über einem Cent, die größten zuerst; gibt es "
    "welche, ist der Status 1.\n\nBeispiel: `crm commission check 2025.json --json`",
    en="Hold what was credited against the contract: 7 % of the net revenue collected in the first contract "
    "year, 2 % in each newly agreed further one. Differences above one cent, largest first; if there are "
    "any, the status is 1.\n\nExample: `crm commission check 2025.json --json`",
)
JSON_HELP = Text(de="Als JSON-Zeilen ausgeben.", en="Print lines of JSON.")
LINE = Text(
    de="{receipt}: gutgeschrieben {credited}, nach Vertrag {expected} ({rate}), Abweichung {delta} – {cause}",
    en="{receipt}: credited {credited}, by the contract {expected} ({rate}), difference {delta} – {cause}",
)
CAUSES = {
    "AMOUNT": Text(de="anderer Betrag", en="another amount"),
    "MISSING": Text(de="nichts gutgeschrieben", en="nothing credited"),
    "UNFOUNDED": Text(de="kein Anspruch", en="no claim"),
    "UNKNOWN_LOCATION": Text(de="Standort ohne Vertragsjahre", en="location without contract years"),
}
SUM = Text(
    de="{count} Abweichungen, zusammen {total} zu viel und {short} zu wenig",
    en="{count} differences, in all {total} too much and {short} too little",
)
NOTHING = Text(de="Keine Abweichung über einem Cent.", en="No difference above one cent.")
NO_FILE = Text(de="Nicht lesbar: {file}", en="Cannot be read: {file}")

commission = App(name="commission", help=TITLE.say(), result_action="return_value")


@commission.command(help=CHECK.say())
def check(
    file: Path,
    /,
    *,
    json_: Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())] = False,
) -> int:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        asked = read_check(json.loads(text, parse_float=Decimal))
    except Invalid as wrong:
        for error in wrong.errors:
            sys.stderr.write(f"{error.pointer or '/'}: {error.code}\n")
        return Exit.DATA
    except (OSError, ValueError):
        sys.stderr.write(NO_FILE.say(file=file) + "\n")
        return Exit.DATA
    found = differences(asked.locations, asked.receipts, asked.credited)
    for one in found:
        written = write_difference(one)
        sys.stdout.write((json.dumps(written) if json_ else _line(one, written)) + "\n")
    sys.stderr.write((_sum(found) if found else NOTHING.say()) + "\n")
    return Exit.FOUND_WRONG if found else Exit.OK


def _line(one: Difference, written: dict[str, object]) -> str:
    told = {key: written[key] for key in ("credited", "expected", "delta")}
    rate = f"{one.rate * 100:.0f} %"
    return LINE.say(receipt=one.receipt_id, rate=rate, cause=CAUSES[one.cause].say(), **told)


def _sum(found: Sequence[Difference]) -> str:
    deltas = [one.delta for one in found]
    much, little = sum(d for d in deltas if d > 0), -sum(d for d in deltas if d < 0)
    return SUM.say(count=len(found), total=f"{much:.2f}", short=f"{little:.2f}")
