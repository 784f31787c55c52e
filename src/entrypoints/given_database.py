"""Decides whether the database that DATABASE_URL names can be used, and says in one sentence why not."""

from urllib.parse import urlsplit

import psycopg
from attrs import field, frozen

from entrypoints.language import Text
from entrypoints.preconditions import CannotRun

OLDEST = 15  # major version of PostgreSQL whose SQL is used
PATIENCE = 10  # seconds for one connection
UNREACHABLE = Text(
    de="Unter {place} antwortet keine Datenbank: Rechner und Port in {name} prüfen ({reason}).",
    en="No database answers at {place}: check host and port in {name} ({reason}).",
)
REFUSED = Text(
    de="Die Datenbank unter {place} nimmt diese Anmeldung nicht an: Benutzer und Kennwort in {name} prüfen.",
    en="The database at {place} refuses this log-in: check user and password in {name}.",
)
MISSING = Text(
    de="Unter {place} gibt es die Datenbank »{database}« nicht: anlegen oder {name} ändern.",
    en="At {place} there is no database “{database}”: create it, or change {name}.",
)
TOO_OLD = Text(
    de="Unter {place} läuft PostgreSQL {found}, gebraucht wird {oldest} oder neuer.",
    en="PostgreSQL {found} runs at {place}; {oldest} or newer is needed.",
)


@frozen
class GivenDatabase:
    """A database that somebody else runs."""

    url: str = field(repr=False)
    name: str = "DATABASE_URL"

    def start(self) -> str:
        must_be_usable(self.url, self.name)
        return self.url

    def is_alive(self) -> bool:
        """Its operators look after it; the service reports on its own readiness page when it is away."""
        return True

    def stop(self) -> None:
        """It keeps running."""


def must_be_usable(url: str, name: str) -> int:
    """Connects once; returns the server's version number."""
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
            version = connection.info.server_version
    except psycopg.ProgrammingError as trouble:
        raise CannotRun(UNREACHABLE, place="?", name=name, reason=_why(trouble)) from None
    except psycopg.OperationalError as trouble:
        raise _explained(trouble, url, name) from None
    if version < OLDEST * 10000:
        raise CannotRun(TOO_OLD, place=_place(url), found=version // 10000, oldest=OLDEST)
    return version


def _explained(trouble: psycopg.OperationalError, url: str, name: str) -> CannotRun:
    """From the server's own words, which libpq passes on without their code; never with the password."""
    said = str(trouble)
    place = _place(url)
    if "does not exist" in said and "database" in said:
        return CannotRun(MISSING, place=place, name=name, database=urlsplit(url).path.lstrip("/"))
    if any(word in said for word in ("authentication failed", "no pg_hba.conf entry", "no password", "role")):
        return CannotRun(REFUSED, place=place, name=name)
    return CannotRun(UNREACHABLE, place=place, name=name, reason=_why(trouble))


def _place(url: str) -> str:
    parts = urlsplit(url)
    try:
        return f"{parts.hostname or 'socket'}:{parts.port or 5432}"
    except ValueError:
        return parts.hostname or "?"


def _why(trouble: Exception) -> str:
    """The end of the first line: before it libpq repeats the address, after it gives advice."""
    first = (str(trouble).strip().splitlines() or [type(trouble).__name__])[0]
    return first.rpartition("failed: ")[2].strip()
