"""The real server: slow clients lose their connection, huge requests are refused, nobody else notices."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from adapters.http.patience import BODY_DEADLINE
from entrypoints.http_service import REQUEST_DEADLINE
from tests import given
from tests.http.memory_service import PATIENCE
from tests.http.site import NEW, token_of

ROOT = Path(__file__).parents[2]
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the test shows that it is refused
HEAD = b"POST /api/customers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(**environment: str) -> tuple["subprocess.Popen[bytes]", int]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.http.memory_service"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PORT": str(port),
            **environment,
        },
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready", trust_env=False).status_code == 200:
                return process, port
        except httpx.HTTPError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the service did not come up")


def ended(process: "subprocess.Popen[bytes]") -> int:
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(20)
    finally:
        process.kill()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    process, number = started()
    yield number
    ended(process)


@pytest.fixture
def authorization() -> str:
    return f"Bearer {token_of(given.MANAGER, datetime.now(UTC))}"


def connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def rest_of(connection: socket.socket) -> bytes:
    """Everything until the server closes; a reset counts as closed."""
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received


def test_the_patience_of_the_product_is_at_most_twenty_seconds() -> None:
    assert BODY_DEADLINE < REQUEST_DEADLINE <= 20


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"G",
        b"GET /health/live HTTP/1.1\r\n",
        b"GET /health/live HTTP/1.1\r\nhost: x\r\nx-slow: ",
        HEAD + b"content-length: 100\r\n",
    ],
)
def test_half_sent_headers_are_closed(port: int, begun: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(begun)
        began = time.monotonic()
        rest_of(connection)
        assert time.monotonic() - began < 5


def test_the_second_request_of_a_connection_has_no_more_time(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\nGET /health/live HT")
        began = time.monotonic()
        answered = rest_of(connection)
        assert answered.startswith(b"HTTP/1.1 200")
        assert time.monotonic() - began < 5


def test_an_answered_connection_may_rest_longer_than_a_request_may_take(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        with client.stream("GET", "/health/live") as first:
            first.read()
            before = first.extensions["network_stream"].get_extra_info("client_addr")
        time.sleep(2 * PATIENCE)
        with client.stream("GET", "/health/live") as second:
            after = second.extensions["network_stream"].get_extra_info("client_addr")
    assert before == after


def test_a_trickling_client_is_closed_too(port: int) -> None:
    with connected(port) as connection:
        began = time.monotonic()
        try:
            for letter in b"GET /health/live HTTP/1.1\r\nhost: x\r\nx-slow: " + b"a" * 200:
                connection.sendall(bytes([letter]))
                time.sleep(0.05)
                if time.monotonic() - began > 6:
                    pytest.fail("it was let trickle")
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert time.monotonic() - began < 6


@pytest.mark.parametrize(
    ("framing", "sent"),
    [
        (b"content-length: 100\r\n", b'{"name": '),
        (b"transfer-encoding: chunked\r\n", b'9\r\n{"name": \r\n'),
        (b"content-length: 100\r\n", b""),
    ],
)
def test_a_half_sent_body_is_answered_408_and_closed(
    port: int, authorization: str, framing: bytes, sent: bytes
) -> None:
    with connected(port) as connection:
        connection.sendall(HEAD + framing + f"authorization: {authorization}\r\n\r\n".encode() + sent)
        began = time.monotonic()
        answered = rest_of(connection)
        assert time.monotonic() - began < 5
    assert answered.startswith(b"HTTP/1.1 408"), answered[:200]
    assert b"request-timeout" in answered


def test_a_stranger_with_a_half_sent_body_is_closed_as_well(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(HEAD + b"content-length: 100\r\n\r\n{")
        began = time.monotonic()
        assert rest_of(connection).startswith(b"HTTP/1.1 401")
        assert time.monotonic() - began < 5


def test_a_hundred_slow_clients_do_not_slow_the_others(port: int, authorization: str) -> None:
    slow = [connected(port) for _ in range(100)]
    try:
        for connection in slow:
            connection.sendall(HEAD + b"content-length: 100\r\n")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            took = []
            for _ in range(50):
                began = time.perf_counter()
                assert (
                    client.get("/api/customers", headers={"authorization": authorization}).status_code == 200
                )
                took.append(time.perf_counter() - began)
        assert sorted(took)[47] < 0.2
        began = time.monotonic()
        for connection in slow:
            rest_of(connection)
        assert time.monotonic() - began < 6
    finally:
        for connection in slow:
            connection.close()


def test_huge_headers_are_refused(port: int) -> None:
    with connected(port) as connection:
        try:
            connection.sendall(
                b"GET /health/live HTTP/1.1\r\nhost: x\r\nx-huge: " + b"a" * 1_000_000 + b"\r\n\r\n"
            )
        except (BrokenPipeError, ConnectionResetError):
            return
        assert not rest_of(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_beyond_the_limit_is_413(port: int, authorization: str, chunked: bool) -> None:
    body = b'{"name": "' + b"a" * 1_100_000 + b'"}'
    pieces = (body[start : start + 65536] for start in range(0, len(body), 65536))
    headers = {"authorization": authorization, "content-type": "application/json"}
    try:
        answer = httpx.post(
            f"http://127.0.0.1:{port}/api/customers",
            content=pieces if chunked else body,
            headers=headers,
            trust_env=False,
        )
    except (httpx.WriteError, httpx.ReadError):
        # The server may close while we still send; what counts is that it did not take it.
        return
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_nothing_tells_which_server_it_is(port: int) -> None:
    answer = httpx.get(f"http://127.0.0.1:{port}/health/live", trust_env=False)
    assert "server" not in answer.headers
    assert "date" in answer.headers


def test_garbage_is_400_and_leaves_the_server_alive(port: int) -> None:
    for garbage in (
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nhost: x\r\n\r\n",
    ):
        with connected(port) as connection:
            connection.sendall(garbage)
            assert rest_of(connection).startswith(b"HTTP/1.1 400")
    assert httpx.get(f"http://127.0.0.1:{port}/health/live", trust_env=False).status_code == 200


def test_an_asked_stop_is_orderly() -> None:
    process, number = started()
    httpx.get(f"http://127.0.0.1:{number}/health/live", trust_env=False)
    assert ended(process) in {0, -signal.SIGTERM}


def test_several_processes_share_their_counts(authorization: str) -> None:
    process, number = started(CRM_HTTP_WORKERS="2")
    try:
        base = f"http://127.0.0.1:{number}"
        pids = {httpx.get(base + "/pid", trust_env=False).json() for _ in range(60)}
        assert len(pids) == 2
        counted = 0.0
        for line in httpx.get(base + "/metrics", trust_env=False).text.splitlines():
            if line.startswith('crm_http_requests_total{method="GET",route="/pid"'):
                counted += float(line.rsplit(" ", 1)[1])
        assert counted == 60
    finally:
        ended(process)


def test_a_local_key_is_not_offered_to_the_network() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "entrypoints.http_service"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "BIND": EVERYWHERE, "PORT": str(free_port())},
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 78
    assert b"CRM_ALLOW_REMOTE_LOCAL" in done.stderr


def test_a_customer_is_created_over_the_wire(port: int, authorization: str) -> None:
    answer = httpx.post(
        f"http://127.0.0.1:{port}/api/customers",
        json=NEW,
        headers={"authorization": authorization},
        trust_env=False,
    )
    assert answer.status_code == 201
