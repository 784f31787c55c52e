"""`crm protection` answers each history on its own line, names every bad member, and needs no database."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crm_core.domain.leads.codec import QUESTION
from crm_core.domain.leads.faults import MalformedHistory
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main
from entrypoints.cli.protection_lines import FAULTS, bad_line, question_in

START = "2025-01-01T00:00:00Z"
SMALLEST: dict[str, object] = {"startedAt": START, "at": "2025-03-20T00:00:00Z"}
LAPSED: dict[str, object] = {
    "startedAt": START,
    "at": "2025-03-12T09:00:00Z",
    "notices": [{"sentAt": "2025-03-02T09:00:00Z", "deliveredAt": "2025-03-02T09:00:00Z"}],
}
BAD = {"startedAt": START, "at": "soon", "notes": [], "holds": [{"start": START, "reason": "TIRED"}]}
Printed = pytest.CaptureFixture[str]


def activity(day: str) -> dict[str, object]:
    return {"kind": "QUALIFIED_CALL", "occurredAt": f"{day}T00:00:00Z", "creditedToOwner": True}


def hold(start: str, end: str) -> dict[str, object]:
    return {"start": f"{start}T00:00:00Z", "end": f"{end}T00:00:00Z", "reason": "OTHER"}


EVERY_30_DAYS = ["2025-01-31", "2025-03-02", "2025-04-01", "2025-05-01", "2025-05-31", "2025-06-30"]
WORKED: list[tuple[dict[str, object], dict[str, object]]] = [
    (
        SMALLEST,
        {
            "state": "REMINDER_DUE",
            "reminderDueAt": "2025-03-02T00:00:00Z",
            "baseExpiryAt": "2025-07-01T00:00:00Z",
            "expiredReason": None,
        },
    ),
    (LAPSED, {"state": "EXPIRED", "expiredReason": "INACTIVITY", "validUntil": "2025-03-12T09:00:00Z"}),
    (
        {
            "startedAt": START,
            "at": "2025-07-01T00:00:00Z",
            "activities": [activity(day) for day in EVERY_30_DAYS],
        },
        {"state": "EXPIRED", "expiredReason": "BASE_PERIOD"},
    ),
    (
        {"startedAt": "2024-08-31T00:00:00Z", "at": "2025-02-01T00:00:00Z"},
        {"baseExpiryAt": "2025-02-28T00:00:00Z"},
    ),
    (
        {
            "startedAt": START,
            "at": "2025-02-20T00:00:00Z",
            "holds": [hold("2025-02-01", "2025-02-11"), hold("2025-02-06", "2025-02-16")],
        },
        {"reminderDueAt": "2025-03-17T00:00:00Z", "baseExpiryAt": "2025-07-16T00:00:00Z"},
    ),
    (
        {
            "startedAt": START,
            "at": "2025-03-06T00:00:00Z",
            "notices": [{"sentAt": "2025-03-02T00:00:00Z", "deliveredAt": "2025-03-02T00:00:00Z"}],
            "activities": [activity("2025-03-05")],
        },
        {"state": "PROTECTED", "reminderDueAt": "2025-05-04T00:00:00Z"},
    ),
]


def written(place: Path, *lines: object) -> str:
    place.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return str(place)


def out(printed: Printed) -> list[Any]:
    return [json.loads(line) for line in printed.readouterr().out.splitlines()]


def test_the_worked_examples_come_out_line_by_line(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "histories.jsonl", *(history for history, _ in WORKED))
    assert main(["protection", "evaluate", "--jsonl", place]) == Exit.OK
    verdicts = out(capsys)
    assert len(verdicts) == len(WORKED) == 6
    for verdict, (_, expected) in zip(verdicts, WORKED, strict=True):
        assert verdict | expected == verdict
        assert len(verdict) == 7


def test_a_bad_line_is_named_and_the_others_are_answered(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "histories.jsonl", SMALLEST, BAD, "", LAPSED)
    assert main(["protection", "evaluate", "--jsonl", place]) == Exit.DATA
    printed = capsys.readouterr()
    first, bad, empty, last = (json.loads(line) for line in printed.out.splitlines())
    assert (first["state"], last["state"]) == ("REMINDER_DUE", "EXPIRED")
    assert bad["line"] == 2
    assert {error["path"] for error in bad["errors"]} == {"at", "notes", "holds[0].reason"}
    assert (empty["line"], empty["errors"][0]["code"]) == (3, "no-json")
    named, nothing = printed.err.splitlines()
    assert named.startswith("line 2: ")
    assert all(member in named for member in ("at", "notes", "holds[0].reason"))
    assert nothing.startswith("line 3: the whole: ")


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path, capsys: Printed) -> None:
    place = tmp_path / "histories.jsonl"
    place.write_bytes(b"\xff\xfe\n" + json.dumps(SMALLEST).encode())
    assert main(["protection", "evaluate", "--jsonl", str(place)]) == Exit.DATA
    bad, good = out(capsys)
    assert (bad["errors"][0]["code"], good["state"]) == ("no-json", "REMINDER_DUE")


def test_no_name_in_a_line_moves_a_cursor(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "histories.jsonl", SMALLEST | {"\x1b[2J": 1})
    assert main(["protection", "evaluate", "--jsonl", place]) == Exit.DATA
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["evaluate", "--jsonl", "-"], ["evaluate", "--jsonl=-"], ["what-if", "-", "--json"], ["why", "-"]],
)
def test_a_dash_is_the_standard_input(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(SMALLEST).encode())))
    assert main(["protection", *words]) == Exit.OK
    assert capsys.readouterr().out


@pytest.mark.parametrize("words", [["evaluate", "--jsonl"], ["why"], ["what-if"]])
def test_a_file_that_is_not_there_is_named(words: list[str], tmp_path: Path, capsys: Printed) -> None:
    place = str(tmp_path / "absent.jsonl")
    assert main(["protection", *words, place]) == Exit.USAGE
    printed = capsys.readouterr()
    assert (place in printed.err, printed.out) == (True, "")


def test_why_tells_it_in_the_asked_language(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "history.json", json.dumps(LAPSED, indent=2))
    assert main(["protection", "why", place, "--lang", "de"]) == Exit.OK
    german = capsys.readouterr().out
    assert main(["protection", "why", place, "--lang", "en"]) == Exit.OK
    english = capsys.readouterr().out
    assert "12.03.2025 09:00" in german
    assert "Schutz" in german
    assert english.startswith("Protection ended on")


def test_why_gives_the_whole_derivation_to_programs(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "history.json", LAPSED)
    assert main(["protection", "why", place, "--json"]) == Exit.OK
    (told,) = out(capsys)
    assert told["verdict"]["expiredReason"] == "INACTIVITY"
    assert told["segments"][0]["from"] == START


def test_why_names_what_is_bad(tmp_path: Path, capsys: Printed) -> None:
    assert main(["protection", "why", written(tmp_path / "history.json", BAD)]) == Exit.DATA
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_what_if_tells_the_effect_on_each_lead(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "histories.jsonl", SMALLEST, LAPSED, BAD)
    words = ["protection", "what-if", place, "--json"]
    assert main([*words, "--progress-days", "90", "--grace-start", "ON_DELIVERED_NOTICE"]) == Exit.DATA
    printed = capsys.readouterr()
    longer, lapsed, bad = (json.loads(line) for line in printed.out.splitlines())
    assert (longer["line"], longer["mayBeApplied"], longer["wouldLapse"]) == (1, True, False)
    assert longer["proposed"]["reminderDueAt"] == "2025-04-01T00:00:00Z"
    assert (lapsed["now"]["state"], lapsed["proposed"]) == ("EXPIRED", None)
    assert bad["line"] == 3
    total = json.loads(printed.err.splitlines()[-1])
    assert (total["running"], total["longer"], total["rules"]["progressDays"]) == (1, 1, 90)


def test_what_if_takes_named_rules_and_speaks_to_people(tmp_path: Path, capsys: Printed) -> None:
    place = written(tmp_path / "histories.jsonl", SMALLEST, LAPSED)
    assert main(["protection", "what-if", place, "--rules", "contract-2025-automatic"]) == Exit.OK
    printed = capsys.readouterr()
    effect, lapsed = printed.out.splitlines()
    assert "REMINDER_DUE → EXPIRED; may not be applied" in effect
    assert lapsed == "line 2: lapsed since 2025-03-12T09:00:00Z; that stays"
    assert printed.err == "1 running: 0 longer, 0 the same, 1 shorter; 1 lapsed at once\n"


@pytest.mark.parametrize("words", [["--rules", "contract-1999"], ["--base-months", "25"], ["--ending", "x"]])
def test_rules_that_cannot_be_are_refused(words: list[str], tmp_path: Path) -> None:
    place = written(tmp_path / "histories.jsonl", SMALLEST)
    assert main(["protection", "what-if", place, *words]) == Exit.USAGE


def test_faults_speak_german_where_the_environment_does(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    place = written(tmp_path / "histories.jsonl", SMALLEST | {"rules": {"graceDays": 31}, "holds": 1})
    assert main(["protection", "evaluate", "--jsonl", place]) == Exit.DATA
    told = capsys.readouterr().err
    assert "Zeile 1: rules.graceDays: erwartet wird eine ganze Zahl von 1 bis 30" in told
    assert "holds: erwartet wird: Liste" in told


def test_every_fault_there_is_has_words_that_tell_its_facts() -> None:
    fact: dict[str, Any] = {"occurredAt": 1, "creditedToOwner": 1, "kind": 1, "x": 1}
    both = {"grantedAt": START, "days": 1, "months": 1}
    notice = {"sentAt": START, "deliveredAt": "2024-01-01T00:00:00Z"}
    line = json.dumps(
        dict.fromkeys(QUESTION, 1)
        | {"startedAt": START, "at": "2024-01-01T00:00:00Z", "rules": {"baseMonths": 0}}
        | {"activities": [fact, {}], "holds": [{"start": START, "reason": "x"}]}
        | {"notices": [notice], "extensions": [both]}
    )
    found: set[str] = set()
    for text in (line, '{"at": 1, "at": 2}', "{"):
        with pytest.raises(MalformedHistory) as refused:
            question_in(text.encode())
        found.update(fault.code for fault in refused.value.faults)
        told = json.dumps(bad_line(1, refused.value))
        assert "{" not in told.removeprefix("{").replace('{"path"', "")
    assert found == set(FAULTS)


def test_it_starts_without_a_database_or_a_server(tmp_path: Path) -> None:
    place = written(tmp_path / "histories.jsonl", *[SMALLEST] * 1000)
    script = (
        f"import sys; sys.path[:0] = {sys.path!r};"
        "from entrypoints.cli.main import main;"
        f"status = main(['protection', 'evaluate', '--jsonl', {place!r}]);"
        "heavy = {'sqlalchemy', 'litestar', 'psycopg', 'msgspec'} & set(sys.modules);"
        "sys.exit(int(status) or ' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1000


def test_a_reader_that_has_seen_enough_is_no_mistake(tmp_path: Path) -> None:
    place = written(tmp_path / "histories.jsonl", *[SMALLEST] * 5000)
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}; from entrypoints.cli.main import main;"
        f"sys.exit(main(['protection', 'evaluate', '--jsonl', {place!r}]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0
