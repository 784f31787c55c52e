"""`crm protection`: what the clock says about given histories, why, and what other rules would say."""

import json
import sys
from typing import Annotated

from attrs import asdict, evolve, frozen
from cyclopts import App, Parameter
from cyclopts.validators import Number

from crm_core.domain.language import Language
from crm_core.domain.leads.codec import write_line
from crm_core.domain.leads.derivation_json import write_derivation
from crm_core.domain.leads.faults import MalformedHistory
from crm_core.domain.leads.protection import evaluate as verdict_on
from crm_core.domain.leads.rules import (
    BASE_MONTHS,
    CONTRACT_2025,
    GRACE_DAYS,
    PROGRESS_DAYS,
    RULE_SETS,
    Ending,
    GraceStart,
    ProtectionRules,
)
from crm_core.domain.leads.sentences import tell
from crm_core.domain.leads.why import explain
from entrypoints.cli.exits import Exit
from entrypoints.cli.protection_effects import Effects
from entrypoints.cli.protection_lines import NoInput, answered, fault_sentences, question_in, reading
from entrypoints.language import Text, speaks_german

TITLE = Text(de="Der Schutz eines Leads, ohne Datenbank.", en="The protection of a lead, without a database.")
EVALUATE = Text(
    de="Je Zeile eine Geschichte (JSON), je Zeile ein Urteil.\n\n"
    "Eine falsche Zeile wird auf der Fehlerausgabe mit ihrer Nummer und jedem falschen Glied genannt; an "
    'ihrer Stelle steht {"line", "errors"}, sodass Zeile n auf Zeile n antwortet. Auch eine leere Zeile ist '
    "falsch. Die übrigen werden beantwortet; der Status ist dann 65.\n\n"
    "Beispiel: `crm protection evaluate --jsonl histories.jsonl`",
    en="One history (JSON) per line in, one verdict per line out.\n\n"
    "A bad line is named on standard error with its number and every bad member; in its place stands "
    '{"line", "errors"}, so that line n answers line n. An empty line is bad too. The others are answered; '
    "the status then is 65.\n\n"
    "Example: `crm protection evaluate --jsonl histories.jsonl`",
)
WHY = Text(
    de="Warum ein Lead geschützt ist oder nicht: eine Geschichte, in Sätzen.\n\n"
    "Beispiel: `crm protection why history.json --lang de`",
    en="Why a lead is protected or not: one history, in sentences.\n\n"
    "Example: `crm protection why history.json --lang en`",
)
WHAT_IF = Text(
    de="Was laufende Leads unter anderen Regeln hätten, je Zeile einer.\n\n"
    "Abgelaufene bleiben, wie sie sind. Die Regeln sind ein benannter Satz ({names}) und davon abweichend "
    "einzelne Zahlen. Die Summe steht auf der Fehlerausgabe; falsche Zeilen wie bei `evaluate`.\n\n"
    "Beispiel: `crm protection what-if histories.jsonl --progress-days 90`",
    en="What running leads would have under other rules, one a line.\n\n"
    "Lapsed ones stay as they are. The rules are a named set ({names}) and single numbers that differ from "
    "it. The sum goes to standard error; bad lines as with `evaluate`.\n\n"
    "Example: `crm protection what-if histories.jsonl --progress-days 90`",
)
LINES_HELP = Text(
    de="Datei mit einer Geschichte je Zeile; `-`: Eingabe", en="file, one history a line; `-`: input"
)
HISTORY_HELP = Text(de="Datei mit einer Geschichte; `-`: Eingabe", en="file with one history; `-`: input")
LANG_HELP = Text(de="de oder en; sonst nach LANG", en="de or en; else by LANG")
JSON_HELP = Text(de="Als JSON ausgeben.", en="Print JSON.")
RULES_HELP = Text(de="benannter Regelsatz", en="named rule set")
MONTHS_HELP = Text(de="Monate der Grundzeit", en="months of the base period")
PROGRESS_HELP = Text(de="Tage bis zur Erinnerung", en="days until the reminder")
GRACE_HELP = Text(de="Tage der Nachfrist", en="days of grace")
START_HELP = Text(de="womit die Nachfrist beginnt", en="what starts the grace")
ENDING_HELP = Text(de="welches Ende gilt", en="which end counts")
UNKNOWN_RULES = Text(de="Diese Regeln gibt es nicht: {names}", en="There are no such rules; known: {names}")
NAMES = ", ".join(RULE_SETS)

Lines = Annotated[str, Parameter(help=LINES_HELP.say(), allow_leading_hyphen=True)]
AsJson = Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())]

protection = App(name="protection", help=TITLE.say(), result_action="return_value")


def _within(allowed: range) -> Number:
    return Number(gte=allowed.start, lt=allowed.stop)


@protection.command(help=EVALUATE.say())
def evaluate(*, jsonl: Lines) -> int:
    return answered(jsonl, lambda _, asked: write_line(verdict_on(asked.history, asked.rules, asked.at)))


@protection.command(help=WHY.say())
def why(
    file: Annotated[str, Parameter(help=HISTORY_HELP.say(), allow_leading_hyphen=True)],
    /,
    *,
    lang: Annotated[Language | None, Parameter(help=LANG_HELP.say())] = None,
    json_: AsJson = False,
) -> int:
    try:
        with reading(file) as stream:
            asked = question_in(stream.read())
    except NoInput as trouble:
        sys.stderr.write(f"{trouble}\n")
        return Exit.USAGE
    except MalformedHistory as trouble:
        sys.stderr.writelines(f"{sentence}\n" for sentence in fault_sentences(trouble))
        return Exit.DATA
    derivation = explain(asked.history, asked.rules, asked.at)
    language = lang or (Language.DE if speaks_german() else Language.EN)
    told = [json.dumps(write_derivation(derivation))] if json_ else tell(derivation, language).lines
    sys.stdout.writelines(f"{line}\n" for line in told)
    return Exit.OK


@frozen(kw_only=True)
class Differing:
    """Single numbers and readings in which proposed rules differ from the named ones."""

    base_months: Annotated[int | None, Parameter(help=MONTHS_HELP.say(), validator=_within(BASE_MONTHS))] = (
        None
    )
    progress_days: Annotated[
        int | None, Parameter(help=PROGRESS_HELP.say(), validator=_within(PROGRESS_DAYS))
    ] = None
    grace_days: Annotated[int | None, Parameter(help=GRACE_HELP.say(), validator=_within(GRACE_DAYS))] = None
    grace_start: Annotated[GraceStart | None, Parameter(help=START_HELP.say())] = None
    ending: Annotated[Ending | None, Parameter(help=ENDING_HELP.say())] = None

    def over(self, named: ProtectionRules) -> ProtectionRules:
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return evolve(named, **given, name="as-given") if given else named


AS_NAMED = Differing()


@protection.command(name="what-if", help=WHAT_IF.say(names=NAMES))
def what_if(
    file: Annotated[str, Parameter(help=LINES_HELP.say(), allow_leading_hyphen=True)],
    /,
    *,
    rules: Annotated[str, Parameter(help=RULES_HELP.say())] = CONTRACT_2025.name,
    differing: Annotated[Differing, Parameter(name="*")] = AS_NAMED,
    json_: AsJson = False,
) -> int:
    """The sum goes to standard error, so that on the output line n answers line n."""
    if rules not in RULE_SETS:
        sys.stderr.write(UNKNOWN_RULES.say(names=NAMES) + "\n")
        return Exit.USAGE
    effects = Effects(differing.over(RULE_SETS[rules]), json_)
    status = answered(file, effects.of)
    if status != Exit.USAGE:
        sys.stderr.write(effects.told() + "\n")
    return status
