"""The examples of docs/reference/protection-rules.md are true."""

import json
import re
from pathlib import Path

import pytest

from crm_core.domain.leads.codec import read_line, write_verdict
from crm_core.domain.leads.protection import evaluate

DOCUMENT = Path(__file__).parents[5] / "docs" / "reference" / "protection-rules.md"
EXAMPLES = re.findall(r"```jsonl\n(.+)\n(.+)\n```", DOCUMENT.read_text())


def test_the_document_has_every_worked_example() -> None:
    assert len(EXAMPLES) == 9


@pytest.mark.parametrize(("line", "answer"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_gives_the_line_under_it(line: str, answer: str) -> None:
    question = read_line(line)

    assert write_verdict(evaluate(question.history, question.rules, question.at)) == json.loads(answer)
