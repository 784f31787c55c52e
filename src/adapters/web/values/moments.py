"""Instants as a browser's input has them: the wall clock of Berlin, without an offset."""

from datetime import datetime

from adapters.web.language import ZONE
from crm_core.domain.fields.kinds import zulu


def moment_typed(text: str) -> str:
    """The instant as JSON; of an hour that comes twice, the first. What is no time stays as it is."""
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if wall.tzinfo is not None else zulu(wall.replace(tzinfo=ZONE))


def moment_shown(value: object) -> str:
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return instant.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
