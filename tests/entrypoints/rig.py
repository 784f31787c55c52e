"""A whole system in small, run as a program by the tests: a service of twenty lines and a worker of one."""

import sys
from collections.abc import Sequence
from pathlib import Path

from attrs import define, field

from adapters.embedded.tether import spawn
from entrypoints.cli.up import run
from entrypoints.config import Config
from entrypoints.programs import Program
from entrypoints.site import answers
from entrypoints.supervisor import Site

SERVICE = """
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health/ready" else 404)
        self.end_headers()
        self.wfile.write(os.environ["DATABASE_URL"].encode())
    def log_message(self, *words):
        pass
open(sys.argv[1], "a").write(f"service {os.getpid()}\\n")
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
"""
WORKER = """
import os, signal, sys, time
def end(*_):
    with open(sys.argv[1], "a") as journal:
        journal.write("worker ends in order\\n")
    sys.exit()
signal.signal(signal.SIGTERM, end)
with open(sys.argv[1], "a") as journal:
    journal.write(f"worker {os.getpid()}\\n")
time.sleep(60)
"""


@define
class PaperDatabase:
    """Stands for a database: it only tells when it was started and stopped."""

    journal: Path
    alive: bool = field(default=False)

    def start(self) -> str:
        self.alive = True
        self._note("database starts")
        return "postgresql://owner@/crm"

    def is_alive(self) -> bool:
        return self.alive

    def stop(self) -> None:
        self._note("database stops")

    def _note(self, text: str) -> None:
        with self.journal.open("a") as opened:
            opened.write(text + "\n")


def programs(journal: Path, config: Config, service: str, scripts: Sequence[str]) -> list[Program]:
    environment = {"DATABASE_URL": service, "PORT": str(config.port)}
    return [
        Program(name=name, command=(sys.executable, "-c", script, str(journal)), environment=environment)
        for name, script in zip(("service", "worker"), scripts, strict=True)
    ]


def site(journal: Path, scripts: Sequence[str] = (SERVICE, WORKER)) -> Site:
    config = Config.from_environment()
    database = PaperDatabase(journal)
    return Site(
        config=config,
        database=database,
        prepare=lambda owner: owner.replace("owner", "service"),
        load_demo=lambda service: database._note(f"demo for {service}"),
        programs=lambda service: programs(journal, config, service, scripts),
        spawn=lambda command, *, environment: spawn(command, environment=environment),
        is_ready=lambda: answers(config),
        log_in=lambda: ["as anybody"],
    )


if __name__ == "__main__":
    broken = (SERVICE, WORKER) if len(sys.argv) < 3 else ("raise SystemExit(3)", WORKER)
    sys.exit(run(lambda: site(Path(sys.argv[1]), broken)))
