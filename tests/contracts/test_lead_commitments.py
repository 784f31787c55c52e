"""What every store keeps of values of leads: a commitment to each, and its salt until it is destroyed."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.leads.commitment import Commitment, opens
from crm_core.domain.leads.lead import CollaboratorRole, Lead, LeadContact, Persons
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from tests import given

EMAIL = "anke@rose.example"
HELPERS = {given.user(11): CollaboratorRole.ASSIST, given.user(12): CollaboratorRole.NEGOTIATE}


@pytest.fixture
def lead(world: World) -> Lead:
    made = given.kept_lead(world, given.lead_made(world, persons=Persons(LeadContact(email=EMAIL))))
    with world.unit_of_work(given.rep(1)) as uow:
        held = uow.leads.lock(made.id)
        kept = uow.leads.save(evolve(held, collaborators=HELPERS), uow.leads.facts(made.id))
        uow.commit()
    return kept


def promised(world: World, lead: Lead, by: Actor = given.MANAGER) -> dict[str, list[Commitment]]:
    found: dict[str, list[Commitment]] = {}
    for one in world.lead_readings.commitments(by, lead.id):
        found.setdefault(one.field, []).append(one)
    return found


def change(world: World, lead: Lead, email: str) -> None:
    with world.unit_of_work(given.rep(1)) as uow:
        held = uow.leads.lock(lead.id)
        uow.leads.save(evolve(held, persons=Persons(LeadContact(email=email))), uow.leads.facts(lead.id))
        uow.commit()


def test_a_registration_is_held_to_its_values(world: World, lead: Lead) -> None:
    found = promised(world, lead)

    assert set(found) == {"companyName", "city", "postalCode", "contact.email"}
    (email,) = found["contact.email"]
    assert (email.about_id, email.made_at) == (lead.id, given.START)
    assert opens(email, EMAIL)
    assert not opens(email, "other@rose.example")


def test_a_change_is_promised_beside_what_was_before(world: World, lead: Lead) -> None:
    change(world, lead, "neu@rose.example")
    first, second = promised(world, lead)["contact.email"]

    assert (opens(first, EMAIL), opens(second, "neu@rose.example")) == (True, True)
    assert len(promised(world, lead)["companyName"]) == 1


def test_a_text_about_a_fact_is_promised_too_whoever_wrote_it(world: World, lead: Lead) -> None:
    about = world.ids.new()
    with world.unit_of_work(given.rep(11)) as uow:
        uow.leads.lock(lead.id)
        uow.leads.note(lead.id, about, "Angerufen")
        uow.commit()

    (note,) = promised(world, lead)["note"]
    assert note.about_id == about
    assert opens(note, "Angerufen")


def test_once_salts_are_destroyed_nothing_opens_and_every_digest_stays(world: World, lead: Lead) -> None:
    before = promised(world, lead)
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.leads.lock(lead.id)
        uow.leads.destroy_salts(lead.id)
        uow.commit()

    after = promised(world, lead)
    assert {one.salt for many in after.values() for one in many} == {None}
    assert {name: [one.digest for one in many] for name, many in after.items()} == {
        name: [one.digest for one in many] for name, many in before.items()
    }


def test_people_destroy_nothing(world: World, lead: Lead) -> None:
    for by in (given.rep(1), given.ADMIN):
        with pytest.raises(NotAllowed), world.unit_of_work(by) as uow:
            uow.leads.destroy_salts(lead.id)
    assert all(one.salt for many in promised(world, lead).values() for one in many)


@pytest.mark.parametrize(
    ("by", "reads"),
    [
        (given.rep(1), True),
        (given.team_lead("BERLIN"), True),
        (given.ADMIN, True),
        (given.AUDITOR, True),
        (given.rep(11), False),
        (given.rep(12), False),
        (given.rep(2), False),
        (given.team_lead("KIEL"), False),
        (given.actor(Role.AUDITOR, number=92, tenant=given.OTHER_TENANT), False),
    ],
    ids=lambda one: f"{sorted(one.roles)}{one.user.int & 0xFF}" if isinstance(one, Actor) else str(one),
)
def test_those_read_them_who_read_evidence(world: World, lead: Lead, by: Actor, reads: bool) -> None:
    assert bool(promised(world, lead, by)) == reads
