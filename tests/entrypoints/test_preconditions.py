"""What must hold before anything is started is said in one sentence when it does not."""

import socket
from pathlib import Path

import pytest

from entrypoints.preconditions import CannotRun, only_one_over, port_must_be_free


def test_a_free_port_passes_and_a_taken_one_is_named() -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", 0))
        port = taker.getsockname()[1]
        taker.listen()
        with pytest.raises(CannotRun, match=f"127.0.0.1:{port}: end it, or name another port"):
            port_must_be_free("127.0.0.1", port)
    port_must_be_free("127.0.0.1", port)


def test_an_address_of_another_machine_can_not_be_listened_on() -> None:
    with pytest.raises(CannotRun, match="check BIND and PORT"):
        port_must_be_free("192.0.2.1", 8000)


def test_the_second_over_one_folder_learns_who_is_the_first(tmp_path: Path) -> None:
    with (
        only_one_over(tmp_path / "data"),
        pytest.raises(CannotRun, match=r"already runs over .*process \d+"),
        only_one_over(tmp_path / "data"),
    ):
        pass
    with only_one_over(tmp_path / "data"):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o711


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotRun, match="check CRM_DATA_DIR"), only_one_over(tmp_path / "file" / "data"):
        pass
