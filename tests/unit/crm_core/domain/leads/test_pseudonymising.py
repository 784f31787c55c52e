"""Whose ground has gone, and that no value of theirs stays."""

from datetime import timedelta

from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.leads.commitment import personal_values, values_to_commit
from crm_core.domain.leads.lead import (
    ContactChannel,
    FirstContact,
    Ground,
    Lead,
    LeadContact,
    Persons,
    Phase,
)
from crm_core.domain.leads.pseudonymising import ground_for, pseudonymised
from crm_core.domain.leads.pseudonyms import Pseudonyms
from tests import given
from tests.worlds import in_memory

KEYED = Pseudonyms({1: b"key"})
NOW = given.START + timedelta(days=200)
words = st.text(alphabet="GJKMQWXYZäöüß", min_size=5, max_size=20)


def lead(phase: Phase = Phase.RELEASED, persons: Persons | None = None) -> Lead:
    return evolve(given.lead_made(in_memory(), persons=persons), phase=phase)


def test_only_what_was_released_has_lost_its_ground_and_once() -> None:
    assert {phase: ground_for(lead(phase)) for phase in Phase} == {
        Phase.RESERVED: None,
        Phase.RUNNING: None,
        Phase.RELEASED: Ground.PROTECTION_LAPSED,
        Phase.CONVERTED: None,
    }
    assert ground_for(evolve(lead(), pseudonymised_at=NOW)) is None


@drawn(st.lists(words, min_size=7, max_size=7))
def test_no_value_stays(said: list[str]) -> None:
    company, city, first, last, phone, note, remark = said
    persons = Persons(
        LeadContact(first, last, f"{last}@{company}.example", phone),
        FirstContact(ContactChannel.MESSE, given.START, note),
    )
    made = evolve(
        given.lead_made(
            in_memory(), company, persons=persons, city=city, metadata={remark: [first, {"a": last}]}
        ),
        phase=Phase.RELEASED,
    )
    gone = pseudonymised(made, Ground.PROTECTION_LAPSED, KEYED, NOW)

    shown = repr((gone.details, gone.persons)).casefold()
    assert not any(one.casefold() in shown for one in said)
    kept = {"firstContact.channel", "firstContact.at"}
    before, after = personal_values(made), personal_values(gone)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] == after[name]} == kept
    assert values_to_commit(made, gone) == {}


def test_what_says_nothing_of_a_person_stays() -> None:
    bare = lead(persons=Persons(LeadContact(phone="+49 30 1")))
    gone = pseudonymised(bare, Ground.PROTECTION_LAPSED, KEYED, NOW)

    assert gone.persons.contact is not None
    assert (gone.persons.contact.email, gone.persons.first_contact) == (None, None)
    assert (gone.details.region, gone.details.territory, gone.details.metadata) == ("BERLIN", "DE", {})
    assert (gone.pseudonymised_at, gone.updated_at, gone.assignments) == (NOW, NOW, bare.assignments)
