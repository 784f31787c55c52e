"""A tethered child ends with its parent, and is nobody's child if its parent ended too soon."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.embedded import tether

PARENT = """
import signal, sys, time
from adapters.embedded.tether import spawn
child = spawn([sys.executable, "-S", "-c", sys.argv[1]], ends_by=signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(60)
"""


def test_the_child_is_the_command_itself_in_a_session_of_its_own() -> None:
    child = tether.spawn(["/bin/sh", "-c", "exec sleep 60"])
    try:
        until = time.monotonic() + 5
        while Path(f"/proc/{child.pid}/comm").read_text() != "sleep\n" and time.monotonic() < until:
            time.sleep(0.01)
        assert Path(f"/proc/{child.pid}/comm").read_text() == "sleep\n"
        assert os.getsid(child.pid) == child.pid
    finally:
        child.kill()
        child.wait()


def test_a_command_that_is_not_there_fails_as_one() -> None:
    assert tether.spawn(["/nonexistent"], output=subprocess.DEVNULL).wait() != 0


def test_a_child_whose_parent_is_gone_already_does_not_begin(tmp_path: Path) -> None:
    gone = subprocess.run(
        [sys.executable, tether.__file__, "1", "15", "-", "touch", str(tmp_path / "begun")], check=False
    )
    assert gone.returncode == 1
    assert not (tmp_path / "begun").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give up root")
def test_root_is_given_up_with_all_its_groups() -> None:
    become = [sys.executable, tether.__file__, str(os.getpid()), "15", "65534:65534", "/usr/bin/id"]
    said = subprocess.run(become, extra_groups=[0, 4], capture_output=True, text=True, check=True).stdout
    assert said.startswith("uid=65534(")
    assert said.rstrip().endswith("groups=65534(nogroup)")


@pytest.mark.fault
def test_the_child_is_told_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = (
        f"import pathlib, signal; here = pathlib.Path({str(tmp_path)!r});"
        "signal.signal(signal.SIGTERM, lambda *_: (here / 'told').touch());"
        "(here / 'waits').touch(); signal.pause()"
    )
    source = Path(tether.__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, script],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(source)},
    ) as parent:
        until = time.monotonic() + 10
        while not (tmp_path / "waits").exists() and time.monotonic() < until:
            time.sleep(0.01)
        parent.send_signal(signal.SIGKILL)
    while not (tmp_path / "told").exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert (tmp_path / "told").exists()
