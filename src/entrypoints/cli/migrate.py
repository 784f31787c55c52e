"""`crm migrate`: brings the database's tables up to this build, or says what that would do."""

import json as json_text
import sys
from collections.abc import Callable
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console

from entrypoints.cli.exits import Exit
from entrypoints.composition.database import migration_plan, prepared
from entrypoints.composition.schema import missing_versions
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun
from entrypoints.site import database_of

CHECK_HELP = Text(
    de="nur nachsehen; Status 1, wenn Schritte fehlen", en="only look; status 1 when steps are missing"
)
PLAN_HELP = Text(de="das SQL der fehlenden Schritte ausgeben", en="print the SQL of the missing steps")
JSON_HELP = Text(de="als JSON ausgeben", en="print JSON")
CURRENT = Text(de="Die Tabellen sind auf dem Stand.", en="The tables are up to date.")
MISSING = Text(de="Es fehlen die Schritte {steps}.", en="The steps {steps} are missing.")
DONE = Text(de="Erledigt: {steps}.", en="Done: {steps}.")


def migrate(
    *,
    check: Annotated[bool, Parameter(negative="", help=CHECK_HELP.say())] = False,
    plan: Annotated[bool, Parameter(negative="", help=PLAN_HELP.say())] = False,
    json: Annotated[bool, Parameter(negative="", help=JSON_HELP.say())] = False,
) -> int:
    """Works over CRM_OWNER_DATABASE_URL, DATABASE_URL, or the database of `crm up`, started for the while."""
    console = Console(stderr=True, highlight=False)
    try:
        config = Config.from_environment()
        database = database_of(config)
        address = database.start()
        try:
            if plan:
                sys.stdout.write(migration_plan(address))
                return Exit.OK
            return _bring_up(config, address, only_look=check, say=_speaker(console, as_json=json))
        finally:
            database.stop()
    except WrongSettings as trouble:
        console.print(str(trouble), markup=False)
        return Exit.MISCONFIGURED
    except CannotRun as trouble:
        console.print(str(trouble), markup=False)
        return Exit.CANNOT_RUN


def _bring_up(
    config: Config, address: str, *, only_look: bool, say: Callable[[Text, list[str]], None]
) -> int:
    missing = list(missing_versions(address))
    if only_look:
        say(MISSING if missing else CURRENT, missing)
        return Exit.FOUND_WRONG if missing else Exit.OK
    prepared(address, config)
    say(DONE if missing else CURRENT, missing)
    return Exit.OK


def _speaker(console: Console, *, as_json: bool) -> Callable[[Text, list[str]], None]:
    def say(text: Text, steps: list[str]) -> None:
        if as_json:
            sys.stdout.write(json_text.dumps({"steps": steps}) + "\n")
        else:
            console.print(text.say(steps=", ".join(steps)), markup=False, soft_wrap=True)

    return say
