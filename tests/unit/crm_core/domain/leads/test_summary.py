"""The day's summary: for whom, of which days, and that a change of clocks moves neither."""

from datetime import date, datetime, timedelta
from uuid import UUID

from crm_core.domain.access.role import Role
from crm_core.domain.days import BERLIN
from crm_core.domain.follow_ups.reminder import Addressee
from crm_core.domain.language import Language
from crm_core.domain.leads.message import Message, MessageId, MessageKind
from crm_core.domain.leads.message_letter import Named, letter_of
from crm_core.domain.leads.summary import MOST_NAMED, News, NewsRow, summaries, this_week, yesterday
from crm_core.domain.party import LeadId
from tests import given

DAY = date(2026, 3, 2)
OWNER = given.user(1)


def row(number: int = 1, news: News = News.DUE, region: str | None = "BERLIN") -> NewsRow:
    return NewsRow(news, LeadId(UUID(int=number)), OWNER, region)


def test_owners_are_told_and_those_of_the_roles_that_the_tenant_names() -> None:
    rows = (row(1), row(2, News.LAPSED))

    def whom(*roles: Role) -> set[Addressee]:
        return set(summaries(DAY, rows, lambda _: roles))

    assert whom() == {Addressee(OWNER)}
    assert whom(Role.TEAM_LEAD) == {Addressee(OWNER), Addressee(region="BERLIN")}
    assert whom(Role.MANAGER) == whom(Role.ADMIN) == {Addressee(OWNER), Addressee()}
    assert summaries(DAY, (), lambda _: tuple(Role)) == {}


def test_a_lead_without_a_region_is_told_to_no_team() -> None:
    found = summaries(DAY, (row(region=None),), lambda _: (Role.TEAM_LEAD,))
    assert set(found) == {Addressee(OWNER)}


def test_each_region_says_for_itself_who_is_told() -> None:
    rows = (row(1, region="BERLIN"), row(2, region="KIEL"))
    found = summaries(DAY, rows, lambda region: (Role.MANAGER,) if region == "KIEL" else (Role.TEAM_LEAD,))
    told = {whom: said["DUE"] for whom, said in found.items() if whom.user is None}
    assert told == {
        Addressee(region="BERLIN"): {"count": 1, "leads": [str(UUID(int=1))]},
        Addressee(): {"count": 1, "leads": [str(UUID(int=2))]},
    }


def test_all_are_counted_and_the_first_are_named_by_their_ids() -> None:
    rows = [row(number) for number in range(MOST_NAMED + 3)] + [row(99, News.LAPSING)]
    said = summaries(DAY, rows, lambda _: ())[Addressee(OWNER)]

    assert list(said) == ["day", "LAPSING", "DUE"]
    due = said["DUE"]
    assert isinstance(due, dict)
    assert (due["count"], len(due["leads"])) == (MOST_NAMED + 3, MOST_NAMED)


def test_days_are_those_of_the_business_over_both_changes_of_clocks() -> None:
    for day in (date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 25), date(2026, 10, 26)):
        (before, midnight), (start, end) = yesterday(day), this_week(day)
        assert midnight == start
        assert start.astimezone(BERLIN) == datetime(day.year, day.month, day.day, tzinfo=BERLIN)
        assert before.astimezone(BERLIN).date() == day - timedelta(days=1)
        assert end.astimezone(BERLIN).date() == day + timedelta(days=7)
        assert {instant.astimezone(BERLIN).hour for instant in (before, start, end)} == {0}
    hours = {(yesterday(day)[1] - yesterday(day)[0]).total_seconds() / 3600 for day in
             (date(2026, 3, 30), date(2026, 10, 26), DAY)}  # fmt: skip
    assert hours == {23, 24, 25}


def message(kind: MessageKind, lead: LeadId | None = None, **said: object) -> Message:
    return Message(
        id=MessageId(UUID(int=7)),
        tenant_id=given.TENANT,
        key="x",
        kind=kind,
        made_at=given.START,
        owner_user_id=OWNER,
        lead_id=lead,
        said=said,
    )


def test_a_letter_names_who_is_known_and_counts_the_others_in_both_languages() -> None:
    ids = [str(UUID(int=one)) for one in (1, 2, 3)]
    told = message(
        MessageKind.DAILY_SUMMARY,
        day="2026-03-02",
        LAPSED={"count": 4, "leads": ids},
        DUE={"count": 1, "leads": [str(UUID(int=9))]},
    )
    named = {ids[0]: Named("Gasthaus\nRose", "Berlin")}

    subject, text = letter_of(told, named, Language.DE, "https://crm.example/leads/")
    assert subject == "Leadschutz: Übersicht vom 02.03.2026"
    assert "Gestern endete der Schutz (4):\n- Gasthaus Rose, Berlin\n- und 3 weitere\n" in text
    assert "wird eine Aktivität fällig (1):\n- 1\n" in text
    assert text.endswith("Zu den Leads: https://crm.example/leads/\n")
    subject, text = letter_of(told, named, Language.EN, None)
    assert subject == "Protection of leads: the day of 2026-03-02"
    assert "Protection ended yesterday (4):\n- Gasthaus Rose, Berlin\n- and 3 more" in text


def test_every_kind_has_words_in_both_languages_and_leads_to_its_lead() -> None:
    lead = LeadId(UUID(int=1))
    for language in Language:
        for kind in MessageKind:
            subject, text = letter_of(
                message(kind, lead), {str(lead): Named("Rose", "Berlin")}, language, "x/"
            )
            assert "{" not in subject + text
            assert f"x/{lead}" in text
            nameless = letter_of(message(kind, lead), {}, language, None)[1]
            assert "Rose" not in nameless
