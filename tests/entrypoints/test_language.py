"""The programs speak German where the environment is German, else English."""

import pytest

from entrypoints.language import Text, speaks_german

HELLO = Text(de="Guten Tag, {name}", en="Hello, {name}")


@pytest.mark.parametrize(
    ("environment", "german"),
    [
        ({}, False),
        ({"LANG": "de_AT.UTF-8"}, True),
        ({"LANG": "de_DE", "LC_ALL": "C"}, False),
        ({"LANG": "en_US", "LC_MESSAGES": "de_CH"}, True),
        ({"LANG": "de", "LC_ALL": ""}, True),
    ],
)
def test_the_first_variable_that_says_anything_decides(environment: dict[str, str], german: bool) -> None:
    assert speaks_german(environment) is german
    assert HELLO.say(environment, name="Ö").startswith("Guten Tag" if german else "Hello")
