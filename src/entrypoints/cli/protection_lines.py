"""How histories are read and answered one line at a time, and how a bad line is told."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from crm_core.domain.leads.codec import Question, read_line
from crm_core.domain.leads.faults import Fault, MalformedHistory
from entrypoints.cli.exits import Exit
from entrypoints.language import Text

STANDARD_INPUT = "-"
BAD_LINE = Text(de="Zeile {number}: {faults}", en="line {number}: {faults}")
UNREADABLE = Text(de="{place} lässt sich nicht lesen: {reason}", en="{place} cannot be read: {reason}")
WHOLE = Text(de="das Ganze", en="the whole")
FAULTS = {
    "no-json": Text(de="das ist kein JSON in UTF-8", en="this is no JSON in UTF-8"),
    "wrong-type": Text(de="erwartet wird: {expected}", en="expected: {expected}"),
    "repeated": Text(de="steht zweimal", en="given twice"),
    "unknown": Text(de="dieses Glied gibt es nicht", en="no such member"),
    "missing": Text(de="dieses Glied fehlt", en="this member is required"),
    "no-instant": Text(
        de="erwartet wird ein Zeitpunkt mit Zeitzone: 2025-03-02T09:00:00Z",
        en="an instant with its offset is expected: 2025-03-02T09:00:00Z",
    ),
    "no-code": Text(
        de="erwartet wird ein Wort in Großbuchstaben: QUALIFIED_CALL",
        en="a code in capitals is expected: QUALIFIED_CALL",
    ),
    "out-of-range": Text(
        de="erwartet wird eine ganze Zahl von {low} bis {high}",
        en="a whole number from {low} to {high} is expected",
    ),
    "unknown-word": Text(de="möglich sind {options}", en="one of {options} is expected"),
    "before-start": Text(de="liegt vor {after}", en="lies before {after}"),
    "before-sending": Text(de="liegt vor {after}", en="lies before {after}"),
    "one-of": Text(de="erwartet wird entweder days oder months", en="either days or months is expected"),
}
# What a fault expects, as Germans call it.
EXPECTED = {
    "object": Text(de="Objekt", en="object"),
    "list": Text(de="Liste", en="list"),
    "true or false": Text(de="true oder false", en="true or false"),
}
LONGEST_NAME = 200


class NoInput(Exception):
    """The file cannot be read; what it says is for people."""


@contextmanager
def reading(place: str) -> Iterator[BinaryIO]:
    """The lines of a file, or of the input for `-`."""
    if place == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = open(place, "rb")  # noqa: SIM115 - closed below; only opening may be told as unreadable
    except OSError as trouble:
        raise NoInput(UNREADABLE.say(place=place, reason=trouble.strerror)) from trouble
    with stream:
        yield stream


def question_in(line: bytes) -> Question:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise MalformedHistory((Fault("", "no-json", "this is not UTF-8"),)) from None
    return read_line(text)


def answered(place: str, answer: Callable[[int, Question], str]) -> int:
    """Writes an answer for each line as it comes; a bad one is told in its place and on standard error."""
    status = Exit.OK
    try:
        with reading(place) as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    told = answer(number, question_in(line))
                except MalformedHistory as trouble:
                    status, told = Exit.DATA, json.dumps(bad_line(number, trouble))
                    faults = "; ".join(fault_sentences(trouble))
                    sys.stderr.write(BAD_LINE.say(number=number, faults=faults) + "\n")
                sys.stdout.write(told + "\n")
        sys.stdout.flush()
    except NoInput as trouble:
        sys.stderr.write(f"{trouble}\n")
        return Exit.USAGE
    except BrokenPipeError:
        # Whoever read has seen enough; Python would complain again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def bad_line(number: int, trouble: MalformedHistory) -> dict[str, object]:
    errors = [
        {"path": _short(fault.path), "code": fault.code, "message": _sentence(fault)}
        for fault in trouble.faults
    ]
    return {"line": number, "errors": errors}


def fault_sentences(trouble: MalformedHistory) -> list[str]:
    return [f"{_short(fault.path) or WHOLE.say()}: {_sentence(fault)}" for fault in trouble.faults]


def _sentence(fault: Fault) -> str:
    facts = {name: EXPECTED[fact].say() if fact in EXPECTED else fact for name, fact in fault.facts.items()}
    return FAULTS[fault.code].say(**facts)


def _short(path: str) -> str:
    """Names come from outside: bounded, and nothing in them moves a terminal's cursor."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in path[:LONGEST_NAME]
    )
