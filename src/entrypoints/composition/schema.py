"""Whether the database has what this build needs; asked often, so nothing heavy is loaded for it."""

from collections.abc import Sequence

from adapters.postgres.versions import pending
from entrypoints.language import Text

BEHIND = Text(
    de="Der Datenbank fehlen {missing} Schritte bis zu diesem Programm: `crm migrate`",
    en="The database lacks {missing} steps to this build: `crm migrate`",
)


def schema_trouble(address: str) -> str | None:
    """What keeps this build from working with the database, in a sentence."""
    missing = pending(address)
    return BEHIND.say(missing=len(missing)) if missing else None


def missing_versions(address: str) -> Sequence[str]:
    """The steps that the database lacks, oldest first."""
    return pending(address)
