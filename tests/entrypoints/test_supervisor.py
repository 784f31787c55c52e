"""What the supervisor keeps: the order of start and stop, the life of its children, its word about both."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(holds: Callable[[], bool], seconds: float = 15.0) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False


@define
class Rig:
    """The small system as a process, and what it wrote."""

    folder: Path
    port: int
    process: "subprocess.Popen[str] | None" = None

    def run(self, *words: str, **settings: str) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "PORT": str(self.port),
            "CRM_DATA_DIR": str(self.folder / "data"),
            "LANG": "C",
            "LC_ALL": "C",
            **settings,
        }
        command = [sys.executable, "-m", "tests.entrypoints.rig", str(self.folder / "journal"), *words]
        with (self.folder / "said").open("a") as said:
            self.process = subprocess.Popen(
                command, stderr=said, stdout=said, env=environment, text=True, cwd=self.folder
            )
        return self.process

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text()

    @property
    def journal(self) -> list[str]:
        file = self.folder / "journal"
        return file.read_text().splitlines() if file.exists() else []

    def pids(self, name: str) -> list[int]:
        return [int(pid) for pid in re.findall(rf"^{name} (\d+)$", "\n".join(self.journal), re.MULTILINE)]

    def is_ready(self) -> bool:
        return "Ctrl-C" in self.said

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(folder=tmp_path, port=free_port())
    yield made
    made.end()


def test_everything_comes_up_in_order_and_goes_down_in_order(rig: Rig) -> None:
    process = rig.run()
    assert eventually(rig.is_ready), rig.said
    connection = http.client.HTTPConnection("127.0.0.1", rig.port, timeout=5)
    connection.request("GET", "/health/ready")
    assert connection.getresponse().read() == b"postgresql://service@/crm"
    assert f"Ready: http://127.0.0.1:{rig.port}" in rig.said
    assert "as anybody" in rig.said
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    assert rig.journal[:2] == ["database starts", "demo for postgresql://service@/crm"]
    assert sorted(line.split()[0] for line in rig.journal[2:4]) == ["service", "worker"]
    assert rig.journal[4:] == ["worker ends in order", "database stops"]
    assert not any(is_running(pid) for pid in rig.pids("service") + rig.pids("worker"))


def test_sample_data_stay_out_when_they_are_not_wanted(rig: Rig) -> None:
    rig.run(CRM_DEMO="0")
    assert eventually(rig.is_ready), rig.said
    assert not any("demo" in line for line in rig.journal)


def test_no_secret_is_in_a_command_line(rig: Rig) -> None:
    rig.run()
    assert eventually(rig.is_ready), rig.said
    for pid in rig.pids("service") + rig.pids("worker"):
        assert b"postgresql://" not in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_taken_port_is_named_before_anything_is_started(rig: Rig) -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", rig.port))
        taker.listen()
        assert rig.run().wait(15) == 75
    assert f"Another program listens on 127.0.0.1:{rig.port}" in rig.said
    assert f"PORT={rig.port + 1}" in rig.said
    assert rig.journal == []


def test_two_over_the_same_data_are_one_too_many(rig: Rig, tmp_path: Path) -> None:
    first = rig.run()
    assert eventually(rig.is_ready), rig.said
    second = Rig(folder=tmp_path, port=free_port())
    assert second.run().wait(15) == 75
    assert f"already runs over {tmp_path / 'data'} (process {first.pid})" in rig.said


def test_a_service_that_ends_at_once_is_not_waited_for(rig: Rig) -> None:
    assert rig.run("broken").wait(15) == 75
    assert "“service” ended with 3 before it was ready" in rig.said
    assert rig.journal[-1] == "database stops"


def test_wrong_settings_are_named_together(rig: Rig) -> None:
    assert rig.run(CRM_DEMO="perhaps", CRM_LOG_LEVEL="loud").wait(15) == 78
    assert re.search(r"CRM_DEMO: .*\n +CRM_LOG_LEVEL: ", rig.said)


@pytest.mark.fault
def test_a_crashed_program_is_started_again(rig: Rig) -> None:
    rig.run()
    assert eventually(rig.is_ready), rig.said
    os.kill(rig.pids("worker")[0], signal.SIGKILL)
    assert eventually(lambda: len(rig.pids("worker")) == 2), rig.said
    assert "“worker” ended with -9, starting it again in" in rig.said
    assert len(rig.pids("service")) == 1


@pytest.mark.fault
def test_when_the_supervisor_is_killed_its_programs_end_with_it(rig: Rig) -> None:
    process = rig.run()
    assert eventually(rig.is_ready), rig.said
    children = rig.pids("service") + rig.pids("worker")
    process.kill()
    process.wait()
    assert len(children) == 2
    assert eventually(lambda: not any(is_running(pid) for pid in children))
