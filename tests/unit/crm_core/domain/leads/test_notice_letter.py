"""The reminder says which lead, since when, what begins now, and what helps."""

from datetime import UTC, datetime

import pytest
from attrs import evolve

from crm_core.domain.language import Language
from crm_core.domain.leads.notice_letter import TEXTS, Reminder, letter

REMINDER = Reminder(
    company="Gasthaus {Linde}\nBcc: x",
    city="Köln",
    due_since=datetime(2025, 3, 1, 23, 30, tzinfo=UTC),
    base_expiry_at=datetime(2025, 6, 30, 22, 0, tzinfo=UTC),
    progress_days=60,
    grace_days=10,
    link="https://crm.example/leads/1",
)


def test_every_language_has_its_letter() -> None:
    assert set(TEXTS) == set(Language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.DE, ["02.03.2025", "01.07.2025", "Nachfrist von 10 Tagen", "In 60 Tagen"]),
        (Language.EN, ["2025-03-02", "2025-07-01", "grace period of 10 days", "within 60 days"]),
    ],
)
def test_it_tells_days_of_the_business_and_what_begins(language: Language, said: list[str]) -> None:
    subject, text = letter(REMINDER, language)

    assert "Gasthaus {Linde} Bcc: x" in subject
    assert "\n" not in subject
    assert "Köln" in text
    assert all(part in text for part in said)
    assert text.endswith("https://crm.example/leads/1\n")


def test_without_an_address_it_names_none() -> None:
    _, text = letter(evolve(REMINDER, link=None), Language.EN)
    assert "To the lead" not in text
