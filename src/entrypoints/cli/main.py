"""Decides which commands `crm` has; each is one line here and one file beside this one."""

import sys
from collections.abc import Sequence

from attrs import frozen

from entrypoints.cli.exits import Exit
from entrypoints.language import Text

TITLE = Text(
    de="Freshpack CRM: Kunden, Leads und ihr Schutz.",
    en="Freshpack CRM: customers, leads and their protection.",
)
EXAMPLE = Text(de="Beispiel", en="Example")
COMMANDS_TITLE = Text(de="Befehle", en="Commands")
PARAMETERS_TITLE = Text(de="Angaben", en="Parameters")
HELP = Text(de="Diese Hilfe zeigen.", en="Show this help.")
VERSION = Text(de="Die Version zeigen.", en="Show the version.")
STOPPED = Text(de="Abgebrochen.", en="Interrupted.")


@frozen
class Command:
    """A command by its import path, so that `crm --help` imports none of them."""

    name: str
    path: str
    says: Text
    example: str

    @property
    def help(self) -> str:
        return f"{self.says.say()}\n\n{EXAMPLE.say()}: `{self.example}`"


COMMANDS: Sequence[Command] = (
    Command(
        "up",
        "entrypoints.cli.up:up",
        Text(
            de="Alles starten: Datenbank, Dienst und Hintergrundarbeit.",
            en="Start everything: database, service and worker.",
        ),
        "crm up",
    ),
    Command(
        "migrate",
        "entrypoints.cli.migrate:migrate",
        Text(
            de="Die Tabellen auf den Stand dieses Programms bringen.",
            en="Bring the tables up to this build.",
        ),
        "crm migrate --check",
    ),
    Command(
        "serve",
        "entrypoints.cli.serve:serve",
        Text(de="Nur den HTTP-Dienst starten.", en="Start the HTTP service alone."),
        "crm serve",
    ),
    Command(
        "token",
        "entrypoints.cli.token:token",
        Text(de="Ein Token für Programme ausgeben.", en="Print a token for programs."),
        "crm token --role manager",
    ),
    Command(
        "openapi",
        "entrypoints.cli.openapi:openapi",
        Text(de="Die Beschreibung der Schnittstelle ausgeben.", en="Print the interface's description."),
        "crm openapi --output docs/reference/openapi.json",
    ),
    Command(
        "worker",
        "entrypoints.cli.worker:worker",
        Text(de="Nur die Hintergrundarbeit starten.", en="Start the background work alone."),
        "crm worker --status",
    ),
    Command(
        "events",
        "entrypoints.cli.events:events",
        Text(de="Ereignisse lesen, nachspielen, nachholen.", en="Read events, replay them, catch up."),
        "crm events tail --tenant ID",
    ),
    Command(
        "audit",
        "entrypoints.cli.audit:audit",
        Text(de="Die Prüfspur nachrechnen.", en="Recompute the audit trail."),
        "crm audit verify",
    ),
    Command(
        "projection",
        "entrypoints.cli.projection:projection",
        Text(
            de="Die Zeilen der Kundenliste prüfen und neu aufbauen.",
            en="Check the rows of the customer list, and make them anew.",
        ),
        "crm projection verify",
    ),
    Command(
        "protection",
        "entrypoints.cli.protection:protection",
        Text(
            de="Den Schutz eines Leads nachrechnen, ohne Datenbank.",
            en="Compute the protection of a lead, without a database.",
        ),
        "crm protection evaluate --jsonl histories.jsonl",
    ),
    Command(
        "commission",
        "entrypoints.cli.commission:commission",
        Text(de="Provisionen nachrechnen, ohne Datenbank.", en="Recompute commissions, without a database."),
        "crm commission check 2025.json",
    ),
    Command(
        "evidence",
        "entrypoints.cli.evidence:evidence",
        Text(de="Nachweise über Leads prüfen.", en="Check evidence about leads."),
        "crm evidence verify lead.json --key evidence-v1.pub",
    ),
    Command(
        "letters",
        "entrypoints.cli.letters:letters",
        Text(
            de="Briefe lesen, die ohne Mailserver im Ordner liegen.",
            en="Read the letters that lie in a folder without a mail server.",
        ),
        "crm letters show 1",
    ),
    Command(
        "settings",
        "entrypoints.cli.settings:settings",
        Text(de="Einstellungen lesen und setzen.", en="Read settings and set them."),
        "crm settings show",
    ),
    Command(
        "doctor",
        "entrypoints.cli.doctor:doctor",
        Text(de="Jede fehlende oder falsche Einstellung nennen.", en="Name each missing or wrong setting."),
        "crm doctor --json",
    ),
    Command(
        "seed",
        "entrypoints.cli.seed:seed",
        Text(
            de="Den Demo-Mandanten mit Erfundenem füllen: Kunden, Leads, Aktivitäten, Muster.",
            en="Fill the demo tenant with what is invented: customers, leads, activities, samples.",
        ),
        "crm seed --customers 100000 --leads 100000",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; what it returns is the exit status."""
    from cyclopts import App, CycloptsError, Group

    app = App(
        name="crm",
        help=TITLE.say(),
        group_commands=Group(COMMANDS_TITLE.say()),
        group_parameters=Group(PARAMETERS_TITLE.say()),
        result_action="return_value",
        version=_version,
    )
    app["--help"].help = HELP.say()
    app["--version"].help = VERSION.say()
    for command in COMMANDS:
        app.command(command.path, name=command.name, help=command.help)
    try:
        result = app(arguments, exit_on_error=False)
    except CycloptsError:
        return Exit.USAGE
    except KeyboardInterrupt:
        sys.stderr.write(STOPPED.say() + "\n")
        return Exit.INTERRUPTED
    return int(result or Exit.OK)


def _version() -> str:
    """From the installed distribution; a checkout that is not installed says so."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("freshpack-crm")
    except PackageNotFoundError:
        return "checkout"


if __name__ == "__main__":
    sys.exit(main())
