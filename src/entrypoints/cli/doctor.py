"""`crm doctor`: names each missing or wrong setting and whatever else keeps the system from running."""

import importlib.util
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import attrs
from attrs import frozen
from cyclopts import Parameter

from entrypoints.cli.exits import Exit
from entrypoints.config import Config, WrongSettings, unknown_names
from entrypoints.given_database import GivenDatabase, must_be_usable
from entrypoints.language import Text
from entrypoints.own_database import cluster_of, in_our_words
from entrypoints.preconditions import CannotRun, port_must_be_free
from entrypoints.site import answers, database_of, schema_trouble

OLDEST = (3, 11)
SIGNS = {"ok": "✓", "note": "·", "wrong": "✗"}
JSON_HELP = Text(de="Als JSON ausgeben, eine Liste.", en="Print JSON, one list.")
FINE = Text(de="in Ordnung", en="fine")
OLD_PYTHON = Text(
    de="Python {found} ist zu alt, 3.11 oder neuer einrichten",
    en="Python {found} is too old, install 3.11 or newer",
)
UNKNOWN = Text(de="diese Einstellung gibt es nicht: vertippt?", en="there is no such setting: mistyped?")
NOT_WRITABLE = Text(
    de="in {place} kann nicht geschrieben werden: Rechte oder CRM_DATA_DIR ändern",
    en="{place} can't be written: change its rights or CRM_DATA_DIR",
)
NOT_YET = Text(de="{place} wird beim ersten Start angelegt", en="{place} is made at the first start")
OPEN_KEYS = Text(
    de="{place} ist für andere lesbar: `chmod {mode} {place}`",
    en="{place} can be read by others: `chmod {mode} {place}`",
)
NO_KEYS_FILE = Text(
    de="die Datei {place} fehlt oder ist nicht lesbar: CRM_KEYS_FILE prüfen",
    en="the file {place} is missing or unreadable: check CRM_KEYS_FILE",
)
SAME_BACKUP = Text(
    de="Schlüssel und Datenbank liegen beide unter {place}: getrennt sichern oder CRM_KEYS_FILE setzen",
    en="keys and database both lie under {place}: back them up apart, or set CRM_KEYS_FILE",
)
RUNS = Text(de="der Dienst läuft unter {address}", en="the service runs at {address}")
DATABASE_RESTS = Text(de="läuft nicht; `crm up` startet sie", en="not running; `crm up` starts it")
SERVER = Text(de="PostgreSQL {version} antwortet", en="PostgreSQL {version} answers")
PROGRAMS = Text(de="PostgreSQL {version} in {place}", en="PostgreSQL {version} in {place}")
NO_CHROMIUM = Text(
    de="fehlt für die Seitentests: als root `apt-get install chromium`",
    en="missing for the page tests: `apt-get install chromium` as root",
)


@frozen
class Finding:
    """One thing that was looked at, and how it stands: ok, note or wrong."""

    about: str
    stands: str
    says: str


def doctor(
    *, as_json: Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())] = False
) -> int:
    found = list(findings(os.environ, schema_trouble=schema_trouble))
    if as_json:
        sys.stdout.write(
            json.dumps([attrs.asdict(finding) for finding in found], ensure_ascii=False, indent=1) + "\n"
        )
    else:
        width = max(len(finding.about) for finding in found)
        lines = (f"{SIGNS[finding.stands]} {finding.about:<{width}}  {finding.says}\n" for finding in found)
        sys.stdout.writelines(lines)
    return Exit.FOUND_WRONG if any(finding.stands == "wrong" for finding in found) else Exit.OK


def findings(
    environment: Mapping[str, str], *, schema_trouble: Callable[[str, Config], str | None]
) -> Iterator[Finding]:
    """`schema_trouble` says what is wrong with the schema behind an address, or None."""
    yield python()
    for name in unknown_names(environment):
        yield Finding(name, "note", UNKNOWN.say())
    try:
        config = Config.from_environment(environment)
    except WrongSettings as wrong:
        yield from (Finding(name, "wrong", reason) for name, reason in wrong.found.items())
        return
    yield data_dir(config.data_dir)
    yield from keys(config)
    yield port(config)
    yield from database(config, schema_trouble)
    yield from browser()


def python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST:
        return Finding("python", "wrong", OLD_PYTHON.say(found=found))
    return Finding("python", "ok", found)


def data_dir(place: Path) -> Finding:
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        return Finding("CRM_DATA_DIR", "wrong", NOT_WRITABLE.say(place=existing))
    if existing != place:
        return Finding("CRM_DATA_DIR", "ok", NOT_YET.say(place=place))
    return Finding("CRM_DATA_DIR", "ok", str(place))


def keys(config: Config) -> Iterator[Finding]:
    """Nobody else may read a key, and no one backup may hold both the keys and what they protect."""
    if config.keys_file is not None:
        if not config.keys_file.is_file() or not os.access(config.keys_file, os.R_OK):
            yield Finding("CRM_KEYS_FILE", "wrong", NO_KEYS_FILE.say(place=config.keys_file))
        else:
            yield _closed("CRM_KEYS_FILE", config.keys_file, 0o600)
        return
    if config.keys_dir.is_dir():
        yield _closed("keys", config.keys_dir, 0o700)
        for file in sorted(config.keys_dir.iterdir()):
            finding = _closed(f"keys/{file.name}", file, 0o600)
            if finding.stands != "ok":
                yield finding
    else:
        yield Finding("keys", "ok", NOT_YET.say(place=config.keys_dir))
    if config.database_url is None:
        yield Finding("backup", "note", SAME_BACKUP.say(place=config.data_dir))


def _closed(about: str, place: Path, mode: int) -> Finding:
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        return Finding(about, "wrong", OPEN_KEYS.say(place=place, mode=f"{mode:o}"))
    return Finding(about, "ok", str(place))


def port(config: Config) -> Finding:
    try:
        port_must_be_free(config.bind, config.port)
    except CannotRun as trouble:
        if answers(config):
            return Finding("PORT", "ok", RUNS.say(address=config.address))
        return Finding("PORT", "wrong", str(trouble))
    return Finding("PORT", "ok", f"{config.bind}:{config.port}")


def database(config: Config, schema_trouble: Callable[[str, Config], str | None]) -> Iterator[Finding]:
    try:
        given = database_of(config)
        if isinstance(given, GivenDatabase):
            address: str | None = given.url
            version = must_be_usable(given.url, given.name)
            yield Finding("database", "ok", SERVER.say(version=f"{version // 10000}.{version % 10000}"))
        else:
            programs = given.cluster.binaries
            yield Finding("PG_BIN", "ok", PROGRAMS.say(version=programs.version, place=programs.folder))
            with in_our_words():
                running = cluster_of(config).running()
            address = running.dsn() if running else None
            yield Finding(
                "database", "ok", SERVER.say(version=programs.version) if running else DATABASE_RESTS.say()
            )
        if address is not None:
            trouble = schema_trouble(address, config)
            yield Finding("schema", "wrong" if trouble else "ok", trouble or FINE.say())
    except CannotRun as trouble:
        yield Finding("database", "wrong", str(trouble))


def browser() -> Iterator[Finding]:
    """Only where the development set is installed; an installation for use has no need of one."""
    if importlib.util.find_spec("playwright") is None:
        return
    found = shutil.which("chromium")
    yield Finding("chromium", "ok" if found else "note", found or NO_CHROMIUM.say())
