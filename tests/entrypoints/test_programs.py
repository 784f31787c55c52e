"""How a program is kept alive: pauses that grow while it crashes, and nothing of it left when it stops."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from attrs import define

from entrypoints.programs import FIRST_PAUSE, LONGEST_PAUSE, SOUND_AFTER, Keeper, Program


@define
class Watch:
    """A clock that is set by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def spawn(command: tuple[str, ...], *, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, env=dict(environment), start_new_session=True)


def has_gone(pid: int) -> bool:
    """Killed, though perhaps not yet taken from the list of processes."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] in {"Z", "X"}
    except FileNotFoundError:
        return True


def keeper(script: str, watch: Watch) -> Keeper:
    program = Program(name="it", command=(sys.executable, "-S", "-c", script), environment={})
    return Keeper(program=program, spawn=spawn, now=watch)


def crash(kept: Keeper) -> None:
    kept.start()
    assert kept.process is not None
    kept.process.wait()
    assert kept.has_ended() == 3


def test_pauses_double_up_to_a_limit_and_are_forgotten_after_a_sound_life() -> None:
    watch = Watch()
    kept = keeper("raise SystemExit(3)", watch)
    pauses = []
    for _ in range(8):
        crash(kept)
        pauses.append(kept.pause)
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert pauses[-1] == LONGEST_PAUSE
    kept.start()
    assert kept.process is not None
    kept.process.wait()
    watch.now += SOUND_AFTER
    kept.has_ended()
    assert kept.pause == FIRST_PAUSE


def test_a_crashed_program_waits_for_its_turn() -> None:
    watch = Watch()
    kept = keeper("raise SystemExit(3)", watch)
    crash(kept)
    assert not kept.start_if_due()
    watch.now += FIRST_PAUSE
    assert kept.start_if_due()
    kept.stop(watch.now)


def test_a_program_that_does_not_listen_is_ended_with_all_it_started() -> None:
    script = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen(['sleep', '60']);"
        "open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(60)"
    )
    read, write = os.pipe()
    program = Program(
        name="it",
        command=(sys.executable, "-S", "-c", script, f"/proc/{os.getpid()}/fd/{write}"),
        environment={"PATH": os.environ["PATH"]},
    )
    kept = Keeper(program=program, spawn=spawn)
    kept.start()
    child = int(os.read(read, 100))
    for end in (read, write):
        os.close(end)
    kept.ask_to_stop()
    kept.stop(kept.now() + 0.1)
    assert kept.process is None
    until = time.monotonic() + 5
    while not has_gone(child) and time.monotonic() < until:
        time.sleep(0.01)
    assert has_gone(child)


def test_a_running_program_has_not_ended() -> None:
    kept = keeper("import time; time.sleep(60)", Watch())
    kept.start()
    assert kept.has_ended() is None
    kept.stop(kept.now())


def test_what_a_program_is_given_is_not_printed() -> None:
    program = Program(name="it", command=("x",), environment={"DATABASE_URL": "postgresql://u:hush@h/d"})
    assert "hush" not in repr(program)
