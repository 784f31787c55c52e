"""Decides how the embedded database says that it cannot serve: a code, the facts, and one sentence."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "no-programs": "No PostgreSQL programs in {place}: name a folder with `postgres` and `initdb` in PG_BIN.",
    "other-version": (
        "The data in {place} was written by PostgreSQL {found}, these programs are PostgreSQL {major}: "
        "set PG_BIN to the programs of version {found}, or dump there and load into an empty CRM_DATA_DIR."
    ),
    "no-access": "{place} belongs to {owner}: run as that user or as root, or name another CRM_DATA_DIR.",
    "lost-link": (
        "{place} points to {target}, which is gone: bring it back, or remove the link to begin with no data."
    ),
    "initdb-failed": "A new database could not be laid out in {place}: {reason}",
    "start-failed": "The database in {place} did not start: {reason} (more in {log})",
    "not-answering": "The database in {place} is running but does not answer: {reason}",
    "foreign-server": "Process {pid} serves the data in {place} without this launcher: stop it first.",
    "no-port": "No free port on 127.0.0.1 was found for the database in {place}.",
    "wrong-thread": "The database lives as long as the thread that starts it: start it in the main thread.",
    "not-started": "The database in {place} has not been started.",
}


class ClusterTrouble(Exception):
    """Why the embedded database cannot serve; `code` and `facts` let a caller say it in another language."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(SENTENCES[code].format(**facts))
        self.code = code
        self.facts = facts
