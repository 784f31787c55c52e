"""Instants as a browser's input has them: the wall clock of Berlin, without an offset."""

from datetime import datetime

from adapters.web.language import ZONE
from crm_core.domain.fields.kinds import zulu


def moment_typed(text: str) -> str:
    """The instant as JSON; of an hour that comes twice, the first. What is no time stays as it is."""
    try:
        wall = datetime.fromisoformat(text)
        return text if wall.tzinfo is not None else zulu(wall.replace(tzinfo=ZONE))
    except (ValueError, OverflowError):
        return text


def moment_shown(value: object) -> str:
    try:
        return datetime.fromisoformat(str(value)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return str(value)
