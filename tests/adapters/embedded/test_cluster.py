"""The embedded database starts over whatever it finds, or says in one sentence why not."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from adapters.embedded.cluster import Cluster
from adapters.embedded.tether import spawn
from adapters.embedded.trouble import ClusterTrouble


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
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


def test_socket_and_tcp_reach_the_same_database_and_want_the_password(cluster: Cluster) -> None:
    question = "SELECT current_setting('data_directory') || current_database()"
    assert ask(cluster.dsn(), question) == ask(cluster.dsn(tcp=True), question)
    for url in (cluster.dsn(), cluster.dsn(tcp=True)):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url.replace(cluster.address.password, "guessed"))


def test_letters_with_umlauts_fold_the_same_on_every_machine(cluster: Cluster) -> None:
    assert ask(cluster.dsn(), "SELECT lower('ÄÖÜ') || upper('éß')") == "äöüÉß"


def test_secrets_and_data_are_readable_by_the_server_account_only(cluster: Cluster, folder: Path) -> None:
    kept = ("superuser.password", "cluster.lock", "address.json", "server.log")
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in kept]
    assert modes == [0o600] * len(kept)
    assert [stat.S_IMODE((folder / name).stat().st_mode) for name in (".", "data", "socket")] == [0o700] * 3


def test_the_password_appears_in_no_command_line_and_no_log(cluster: Cluster, folder: Path) -> None:
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not any(cluster.address.password.encode() in line for line in lines)
    assert cluster.address.password not in (folder / "server.log").read_text()
    assert cluster.address.password not in repr(cluster)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give up root")
def test_started_by_root_the_server_is_not_root(cluster: Cluster) -> None:
    assert Path(f"/proc/{cluster.pid}").stat().st_uid != 0


def test_what_was_committed_is_there_after_stop_and_start(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    port = cluster.address.port
    cluster.stop()
    assert not cluster.is_alive()
    cluster.start()
    assert ask(cluster.dsn(), "SELECT n FROM kept") == 7
    assert cluster.address.port == port


def test_a_second_launcher_takes_over_the_living_server_and_leaves_it_running(
    cluster: Cluster, folder: Path
) -> None:
    second = Cluster(folder, durable=False)
    assert second.start() == cluster.address
    assert second.pid is None
    second.stop()
    assert ask(cluster.dsn(), "SELECT 1") == 1


def test_a_running_server_is_found_without_starting_one(cluster: Cluster, folder: Path) -> None:
    onlooker = Cluster(folder, durable=False)
    assert onlooker.running() == cluster.address
    cluster.stop()
    assert onlooker.running() is None
    assert Cluster(folder.with_name("nothing")).running() is None


def test_a_pid_file_that_names_a_living_stranger_is_not_believed(cluster: Cluster, folder: Path) -> None:
    cluster.stop()
    owner = (folder / "data").stat()
    account = (owner.st_uid, owner.st_gid) if os.geteuid() == 0 else None
    stranger = spawn(["sleep", "30"], account=account)  # PostgreSQL believes a process of its own user
    try:
        marks = folder / "data" / "postmaster.pid"
        marks.write_text(f"{stranger.pid}\n{folder}/data\n1\n5432\n{folder}/socket\n127.0.0.1\n")
        marks.chmod(0o600)
        os.chown(marks, owner.st_uid, owner.st_gid)
        cluster.start()
        assert ask(cluster.dsn(), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_taken_meanwhile_is_replaced_by_another(cluster: Cluster) -> None:
    port = cluster.address.port
    cluster.stop()
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taker.bind(("127.0.0.1", port))
        taker.listen()
        assert cluster.start().port != port


def test_a_half_made_data_folder_is_made_anew(folder: Path) -> None:
    with Cluster(folder, durable=False) as cluster:
        cluster.stop()
        (folder / "data").rename(folder / "data.half")
        assert ask(cluster.start().dsn(), "SELECT 1") == 1


def test_data_of_another_major_version_are_refused_with_what_to_do(cluster: Cluster, folder: Path) -> None:
    cluster.stop()
    (folder / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(ClusterTrouble, match=r"written by PostgreSQL 14.*set PG_BIN") as refused:
        cluster.start()
    assert refused.value.code == "other-version"
    assert not cluster.is_alive()


def test_a_server_that_does_not_start_gives_its_own_reason(folder: Path) -> None:
    with pytest.raises(ClusterTrouble, match="unrecognized configuration parameter") as refused:
        Cluster(folder, durable=False, settings={"no_such_setting": "1"}).start()
    assert refused.value.code == "start-failed"


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    deep = folder.parent / ("d" * 90) / "pg"
    cluster = Cluster(deep, durable=False)
    try:
        first = cluster.start().socket_dir
        assert not first.is_relative_to(deep)
        assert ask(cluster.dsn(), "SELECT 1") == 1
        cluster.stop()
        assert cluster.start().socket_dir == first
    finally:
        cluster.remove()
    assert not first.exists()


def test_a_cluster_is_not_started_by_a_thread_that_may_end_before_it(folder: Path) -> None:
    caught: list[ClusterTrouble] = []

    def start() -> None:
        try:
            Cluster(folder).start()
        except ClusterTrouble as trouble:
            caught.append(trouble)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert [trouble.code for trouble in caught] == ["wrong-thread"]


def test_safety_is_switched_off_only_on_request(cluster: Cluster, folder: Path) -> None:
    question = (
        "SELECT string_agg(setting, ' ') FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')"
    )
    assert ask(cluster.dsn(), question) == "off off"
    cluster.stop()
    with Cluster(folder) as durable:
        assert ask(durable.dsn(), question) == "on on"


LAUNCH = """
import sys, time
from pathlib import Path
from adapters.embedded.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.start()
print(cluster.pid, cluster.dsn(), flush=True)
time.sleep(60)
"""


def launch(folder: Path) -> "subprocess.Popen[str]":
    source = Path(__file__).parents[3] / "src"
    return subprocess.Popen(
        [sys.executable, "-c", LAUNCH, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )


def told(launcher: "subprocess.Popen[str]") -> tuple[str, str]:
    """The pid, if it started the server, and the address."""
    assert launcher.stdout is not None
    pid, url = launcher.stdout.readline().split()
    return pid, url


@pytest.mark.fault
def test_the_server_ends_when_its_launcher_is_killed_and_the_next_one_starts_at_once(folder: Path) -> None:
    with launch(folder) as launcher:
        pid, url = told(launcher)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        launcher.kill()
        launcher.wait()
        with Cluster(folder) as cluster:
            assert ask(cluster.dsn(), "SELECT count(*) FROM kept") == 1000
            assert cluster.pid != int(pid)
            assert eventually(lambda: not is_running(int(pid)))


@pytest.mark.fault
def test_nothing_committed_is_lost_when_the_server_is_killed(folder: Path) -> None:
    with Cluster(folder) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (n int)")
            for number in range(200):
                connection.execute("INSERT INTO kept VALUES (%s)", [number])
            assert cluster.pid is not None
            os.kill(cluster.pid, signal.SIGKILL)
        assert eventually(lambda: not cluster.is_alive())
        assert ask(cluster.start().dsn(), "SELECT count(*) FROM kept") == 200


@pytest.mark.fault
def test_two_launchers_at_once_share_one_server(folder: Path) -> None:
    with launch(folder) as first, launch(folder) as second:
        try:
            (pid, url), (other_pid, other_url) = told(first), told(second)
            assert url == other_url
            assert sum(number != "None" for number in (pid, other_pid)) == 1
        finally:
            first.kill()
            second.kill()
