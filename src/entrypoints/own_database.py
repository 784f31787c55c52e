"""Decides how the embedded database is found and told about; the one door to `adapters.embedded`.

Apart from the composition, whose import takes a second: `crm doctor` must speak where that one fails.
"""

import contextlib
import subprocess
from collections.abc import Iterator, Mapping

from attrs import define

from adapters.embedded.binaries import find_binaries
from adapters.embedded.cluster import Cluster
from adapters.embedded.tether import spawn
from adapters.embedded.trouble import SENTENCES, ClusterTrouble
from entrypoints.config import Config
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun

GERMAN = {
    "no-programs": "Keine PostgreSQL-Programme in {place}: PG_BIN=Ordner mit `postgres` und `initdb` setzen.",
    "other-version": (
        "Die Daten in {place} stammen von PostgreSQL {found}, diese Programme sind PostgreSQL {major}: "
        "in PG_BIN die der Version {found} nennen, oder dort sichern und in ein leeres CRM_DATA_DIR laden."
    ),
    "no-access": "{place} gehört {owner}: als dieser Benutzer oder root starten, oder CRM_DATA_DIR ändern.",
    "lost-link": "{place} zeigt auf {target}, das fehlt: zurückbringen, oder ohne den Verweis leer beginnen.",
    "initdb-failed": "In {place} ließ sich keine neue Datenbank anlegen: {reason}",
    "start-failed": "Die Datenbank in {place} startete nicht: {reason} (mehr in {log})",
    "not-answering": "Die Datenbank in {place} läuft, antwortet aber nicht: {reason}",
    "foreign-server": "Prozess {pid} bedient die Daten in {place} ohne dieses Programm: zuerst beenden.",
    "no-port": "Auf 127.0.0.1 ist für die Datenbank in {place} kein Port frei.",
    "wrong-thread": "Die Datenbank lebt so lange wie der Thread, der sie startet: im Hauptthread starten.",
    "not-started": "Die Datenbank in {place} wurde nicht gestartet.",
}


@define
class EmbeddedDatabase:
    """The cluster of our own as the supervisor sees it."""

    cluster: Cluster

    def start(self) -> str:
        with in_our_words():
            return self.cluster.start().dsn()

    def is_alive(self) -> bool:
        return self.cluster.is_alive()

    def stop(self) -> None:
        self.cluster.stop()


def cluster_of(config: Config) -> Cluster:
    with in_our_words():
        return Cluster(config.data_dir / "postgres", binaries=find_binaries(config.pg_bin))


@contextlib.contextmanager
def in_our_words() -> Iterator[None]:
    """What the embedded database can't do, said in the language of the person who started it."""
    try:
        yield
    except ClusterTrouble as trouble:
        words = Text(de=GERMAN[trouble.code], en=SENTENCES[trouble.code])
        raise CannotRun(words, **trouble.facts) from trouble


def tethered(command: tuple[str, ...], *, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A program that ends when this one does, the way the database's server does."""
    return spawn(command, environment=environment)
