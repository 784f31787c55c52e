"""A letter tells what is due with whom until which day, in the reader's language."""

import pytest

from crm_core.domain.follow_ups.letter import Subject, letter_about
from crm_core.domain.follow_ups.sla import Notch
from crm_core.domain.language import Language
from tests.unit.crm_core.domain.follow_ups.scene import at

DUE = Subject("Rückmeldung einholen", "Gasthaus Linde", at("2026-03-09T23:00"), "https://crm.example/x")


def test_a_deadline_at_midnight_is_told_by_the_day_that_ends_with_it() -> None:
    subject, text = letter_about(DUE, Notch.REMINDER, Language.DE)

    assert subject == "Erinnerung: Rückmeldung einholen (Gasthaus Linde)"
    assert "bis 09.03.2026" in text
    assert text.endswith("https://crm.example/x\n")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("notch", [Notch.REMINDER, Notch.ESCALATION])
def test_every_letter_is_there_in_both_languages(notch: Notch, language: Language) -> None:
    subject, text = letter_about(DUE, notch, language)

    assert "Gasthaus Linde" in subject
    assert "{" not in subject + text


def test_a_line_break_in_a_name_forges_no_header() -> None:
    forged = Subject("Anruf", "Linde\r\nBcc: x@y.example", None)
    subject, _ = letter_about(forged, Notch.REMINDER, Language.EN)

    assert subject.split() == subject.split(" ")
