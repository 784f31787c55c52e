"""Every fact of a lead has its entry, in the order of its recording, and none of them tells a value."""

from datetime import timedelta
from random import Random
from uuid import UUID

from attrs import evolve, fields

from crm_core.domain.leads.assignment import EndCause
from crm_core.domain.leads.commitment import Commitment, digest_of, personal_values
from crm_core.domain.leads.evidence_entries import entries_of
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import (
    ContactChannel,
    Conversion,
    FirstContact,
    Lead,
    LeadContact,
    Persons,
)
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.notices import Attempt, Channel
from crm_core.domain.leads.recorded import (
    ExtensionId,
    GrantedExtension,
    HoldId,
    LeadActivity,
    LeadActivityId,
    NoticeAttempt,
    NoticeId,
    PlacedHold,
)
from tests import given
from tests.worlds import in_memory

DAY, NOW, WHO = timedelta(days=1), given.START, given.user(1)
SALT = "5a" * 32


def whole_lead() -> tuple[Lead, LeadFacts, list[Commitment]]:
    """A lead to which everything has happened that can happen to one."""
    first = FirstContact(ContactChannel.PHONE, NOW, "Rief wegen der Kantine an")
    persons = Persons(LeadContact("Anke", "Dietz", "anke@rose.example", "+49 30 1"), first)
    lead = given.lead_made(in_memory(), persons=persons)
    assignment = lead.assignments[0].ended(NOW + 9 * DAY, EndCause.CONVERTED)
    lead = evolve(
        lead,
        assignments=(assignment,),
        released_at=NOW + 8 * DAY,
        pseudonymised_at=NOW + 11 * DAY,
        conversion=Conversion(NOW + 9 * DAY, given.nobody_knows(), UUID(int=5), NOW),
    )
    activity = LeadActivity(
        id=LeadActivityId(UUID(int=11)),
        assignment_id=assignment.id,
        kind="QUALIFIED_CALL",
        occurred_at=NOW,
        recorded_at=NOW + DAY,
        recorded_by=WHO,
        confirmed_at=NOW + 2 * DAY,
        confirmed_by=WHO,
        withdrawn_at=NOW + 3 * DAY,
        withdrawn_by=WHO,
    )
    hold = PlacedHold(
        id=HoldId(UUID(int=12)),
        reason=HoldReason.OTHER,
        start=NOW,
        end=NOW + 5 * DAY,
        placed_at=NOW,
        placed_by=WHO,
        effective_at=NOW + DAY,
        approved_by=WHO,
        end_recorded_at=NOW + 4 * DAY,
        ended_by=WHO,
        rejected_at=NOW + 6 * DAY,
        withdrawn_at=NOW + 7 * DAY,
    )
    extension = GrantedExtension(
        id=ExtensionId(UUID(int=13)), months=1, days=2, granted_at=NOW, granted_by=WHO
    )
    attempt = Attempt("start", Channel.EMAIL, 1, NOW, NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY)
    notice = NoticeAttempt(id=NoticeId(UUID(int=14)), assignment_id=assignment.id, attempt=attempt)
    promised = [
        Commitment(
            id=UUID(int=20 + number),
            about_id=lead.id,
            field=name,
            made_at=NOW,
            digest=digest_of(value, SALT),
            salt=SALT,
        )
        for number, (name, value) in enumerate(personal_values(lead).items())
    ]
    return lead, LeadFacts((activity,), (hold,), (extension,), (notice,)), promised


def test_everything_that_happened_is_told_in_the_order_of_its_recording() -> None:
    found = entries_of(*whole_lead())

    assert {entry.kind for entry in found} == {
        "LEAD_RECORDED",
        "LEAD_RELEASED",
        "LEAD_CONVERTED",
        "LEAD_PSEUDONYMISED",
        "PROTECTION_REGISTERED",
        "PROTECTION_ENDED",
        "VALUE_RECORDED",
        "ACTIVITY_RECORDED",
        "ACTIVITY_CONFIRMED",
        "ACTIVITY_WITHDRAWN",
        "HOLD_PLACED",
        "HOLD_EFFECTIVE",
        "HOLD_REJECTED",
        "HOLD_WITHDRAWN",
        "HOLD_END",
        "EXTENSION_GRANTED",
        "NOTICE_SENT",
        "NOTICE_BOUNCED",
        "NOTICE_DELIVERED",
    }
    assert [entry.at for entry in found] == sorted(entry.at for entry in found)


def test_no_value_of_a_person_and_no_salt_is_told() -> None:
    lead, facts, promised = whole_lead()
    told = repr(entries_of(lead, facts, promised))

    for value in (*personal_values(lead).values(), SALT):
        if value not in (str(ContactChannel.PHONE), "2026-03-02T08:00:00Z"):
            assert value not in told, value


def test_the_order_in_which_facts_come_changes_nothing() -> None:
    lead, facts, promised = whole_lead()
    first = entries_of(lead, facts, promised)
    chance = Random(1)
    for _ in range(20):
        chance.shuffle(promised)
        assert entries_of(lead, facts, promised) == first


def test_destroying_the_salts_leaves_every_entry_as_it_was() -> None:
    lead, facts, promised = whole_lead()
    bare = [evolve(one, salt=None) for one in promised]

    assert entries_of(lead, facts, bare) == entries_of(lead, facts, promised)


def test_without_what_has_not_happened_there_is_no_entry() -> None:
    lead = given.lead_made(in_memory())
    assert [entry.kind for entry in entries_of(lead, LeadFacts(), ())] == [
        "LEAD_RECORDED",
        "PROTECTION_REGISTERED",
    ]
    assert len(fields(LeadFacts)) == 4, "another kind of fact needs entries of its own"
