"""The daily work over every store: who lost their ground is known no more, and reservations end."""

from collections.abc import Mapping
from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator

from crm_core.domain.customers.customer import CustomerDetails, CustomerType
from crm_core.domain.follow_ups.follow_up import FollowUpId, Snooze, State
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.lead import Ground, Lead, LeadContact, Persons, Phase
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.domain.leads.refusals import ProtectionHasLapsed, RegistrationIsTooEarly
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.once import AlreadyAnswered, Answer, Once
from crm_core.ports.world import World
from crm_core.use_cases.activities.correct_activity import CorrectActivity, correct_activity
from crm_core.use_cases.activities.log_activity import LogActivity, log_activity
from crm_core.use_cases.leads.convert_lead import ConvertLead, convert_lead
from crm_core.use_cases.leads.pseudonymise_leads import PseudonymiseLeads, pseudonymise_leads
from crm_core.use_cases.leads.purge_reservations import PurgeReservations, purge_reservations
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from tests import due, given
from tests.forgetting import forgotten

OWNER = given.rep(1)
PSEUDONYMS = Pseudonyms({1: b"first", 2: b"second"})
SAID: Mapping[str, object] = {
    "companyName": "Gasthaus Rose",
    "city": "Berlin",
    "postalCode": "10115",
    "region": "BERLIN",
    "territory": "DE",
    "contact": {"lastName": "Koch", "email": "koch@example.com"},
}


@pytest.fixture(autouse=True)
def keyed(world: World) -> World:
    return evolve(world, pseudonyms=PSEUDONYMS)


@pytest.fixture
def clock(world: World) -> given.StandingClock:
    assert isinstance(world.clock, given.StandingClock)
    return world.clock


def seen(world: World, lead: Lead) -> Lead:
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    return reading.lead


def released(world: World, clock: given.StandingClock, lead: Lead) -> Lead:
    clock.pass_by(days=200)
    assert release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=world) == 1
    return seen(world, lead)


def noted(world: World, lead: Lead, text: str) -> UUID:
    said = {"leadId": str(lead.id), "kind": "CALL", "note": text}
    return log_activity(LogActivity(said), actor=OWNER, world=world).activity.id


def told(world: World) -> list[str]:
    world.relay.move(limit=500)
    with world.unit_of_work(given.SYSTEM) as uow:
        recorded = uow.event_log.read_after(given.TENANT, 0, limit=500)
    schemas = world.events.schemas()
    for one in recorded:
        told_of: Any = schemas[one.envelope.type]
        assert list(Draft202012Validator(told_of).iter_errors(dict(one.envelope.data))) == []
    return [one.envelope.type for one in recorded]


def test_every_value_gives_way_and_every_fact_stays(keyed: World, clock: given.StandingClock) -> None:
    made = given.lead_made(keyed, metadata={"Kim": "kocht"}, industry="Gastronomie")
    lead = given.kept_lead(keyed, made)
    noted(keyed, lead, "Kim ruft zurück")
    before = released(keyed, clock, lead)
    facts = keyed.lead_readings.one(given.MANAGER, lead.id)
    assert forgotten(keyed) == 1

    after, reading = seen(keyed, lead), keyed.lead_readings.one(given.MANAGER, lead.id)
    assert facts is not None
    assert reading is not None
    assert reading.facts == facts.facts
    assert (after.pseudonymised_at, after.pseudonymised_because) == (clock.now(), Ground.PROTECTION_LAPSED)
    assert (after.phase, after.standing, after.assignments) == (
        Phase.RELEASED,
        before.standing,
        before.assignments,
    )
    assert (after.details.industry, after.details.region) == ("Gastronomie", "BERLIN")
    shown = repr((after.details, after.persons, dict(reading.notes)))
    for value in ("Rose", "Berlin'", "10115", "Kim", "Koch", "koch@", "1234", "kocht", "ruft"):
        assert value not in shown
    assert after.details.company_name.startswith("v2-")


def test_once_is_enough_whoever_comes_second(keyed: World, clock: given.StandingClock) -> None:
    lead = released(keyed, clock, given.kept_lead(keyed, given.lead_made(keyed)))
    counts: list[int] = []
    both = [
        Thread(
            target=lambda: counts.append(
                pseudonymise_leads(PseudonymiseLeads((lead.id,)), actor=given.SYSTEM, world=keyed)
            )
        )
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(counts) == [0, 1]
    assert forgotten(keyed) == 0
    assert told(keyed).count("lead.pseudonymised") == 1
    with keyed.unit_of_work(given.SYSTEM) as uow:
        assert uow.lead_agenda.tally(clock.now().date())[Measure.PSEUDONYMISED] == 1


def test_who_is_still_protected_converted_or_not_yet_released_is_known(
    keyed: World, clock: given.StandingClock
) -> None:
    running = given.kept_lead(keyed, given.lead_made(keyed))
    agreed = given.kept_lead(keyed, given.lead_made(keyed, "Hotel am See", persons=_mail("see@example.com")))
    details = CustomerDetails("Hotel am See", CustomerType.HOTEL, "DE")
    command = ConvertLead(agreed.id, UUID(int=9), clock.now(), details=details)
    convert_lead(command, actor=OWNER, world=keyed)
    clock.pass_by(days=200)
    assert forgotten(keyed) == 0

    ids = (running.id, agreed.id)
    assert pseudonymise_leads(PseudonymiseLeads(ids), actor=given.SYSTEM, world=keyed) == 0
    assert seen(keyed, agreed).details.company_name == "Hotel am See"
    assert seen(keyed, running).persons == given.contact()


def test_people_pseudonymise_and_purge_nothing(keyed: World, clock: given.StandingClock) -> None:
    lead = released(keyed, clock, given.kept_lead(keyed, given.lead_made(keyed)))
    with pytest.raises(NotAllowed):
        pseudonymise_leads(PseudonymiseLeads((lead.id,)), actor=given.ADMIN, world=keyed)
    with pytest.raises(NotAllowed):
        purge_reservations(PurgeReservations((lead.id,)), actor=given.ADMIN, world=keyed)
    assert seen(keyed, lead) == lead


def test_of_a_pseudonymised_lead_nothing_more_is_said(keyed: World, clock: given.StandingClock) -> None:
    lead = given.kept_lead(keyed, given.lead_made(keyed))
    call = noted(keyed, lead, "Kim ruft zurück")
    open_one = _waiting(keyed, lead)
    released(keyed, clock, lead)
    forgotten(keyed)

    activity = keyed.activity_readings.one(given.MANAGER, call)  # type: ignore[arg-type]  # an id is an id
    assert activity is not None
    assert activity.entry.note is not None
    assert activity.entry.note.startswith("v2-")
    with pytest.raises(ProtectionHasLapsed):
        correct_activity(CorrectActivity(activity.id, {"note": "Kim Koch"}), actor=given.ADMIN, world=keyed)
    with keyed.unit_of_work(given.SYSTEM) as uow:
        kept = uow.follow_ups.lock(open_one)
    assert kept.state is State.CANCELED
    assert [one.reason[:3] for one in kept.snoozes] == ["v2-"]


def test_its_former_owner_waits_thirty_days_and_others_do_not(
    keyed: World, clock: given.StandingClock
) -> None:
    lead = register_lead(RegisterLead(SAID), actor=OWNER, world=keyed)
    clock.pass_by(days=190)
    release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=keyed)
    # Under an older key: what it wrote is recognised after the key has changed.
    older = evolve(keyed, pseudonyms=Pseudonyms({1: b"first"}))
    assert forgotten(older) == 1

    same = {**SAID, "companyName": "GASTHAUS ROSE GmbH", "contact": {"email": "Koch+neu@example.com"}}
    elsewhere = {**same, "city": "Kiel", "postalCode": "24103"}
    for said in (same, elsewhere):
        with pytest.raises(RegistrationIsTooEarly):
            register_lead(RegisterLead(said), actor=OWNER, world=keyed)
    other = {**SAID, "companyName": "Hotel Nord", "contact": {"email": "nord@example.com"}}
    register_lead(RegisterLead(other), actor=OWNER, world=keyed)
    again = register_lead(RegisterLead(SAID), actor=given.rep(2), world=keyed)
    assert again.owner_user_id == given.user(2)


def test_after_thirty_days_the_former_owner_may_register_it_again(
    keyed: World, clock: given.StandingClock
) -> None:
    lead = register_lead(RegisterLead(SAID), actor=OWNER, world=keyed)
    clock.pass_by(days=190)
    release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=keyed)
    forgotten(keyed)
    clock.pass_by(days=30)

    assert register_lead(RegisterLead(SAID), actor=OWNER, world=keyed).phase is Phase.RUNNING


def test_answers_that_speak_of_it_are_not_repeated_and_others_are(
    keyed: World, clock: given.StandingClock
) -> None:
    lead = given.kept_lead(keyed, given.lead_made(keyed))
    other = given.kept_lead(keyed, given.lead_made(keyed, "Hotel am See", persons=_mail("see@example.com")))
    released(keyed, clock, lead)
    for one in (lead, other):
        with keyed.once(_once(one)).unit_of_work(given.MANAGER) as uow:
            uow.leads.find(one.id)
            uow.commit("Kim Koch")
    forgotten(keyed)

    with keyed.once(_once(lead)).unit_of_work(given.MANAGER) as uow:
        uow.commit("nobody")
    with pytest.raises(AlreadyAnswered), keyed.once(_once(other)).unit_of_work(given.MANAGER):
        pass


def test_a_reservation_is_purged_when_its_time_is_over(keyed: World, clock: given.StandingClock) -> None:
    first, second = (
        given.kept_lead(keyed, given.reservation_made(keyed, name)) for name in ("Rose", "Linde")
    )
    clock.pass_by(days=59)
    assert forgotten(keyed) == 0
    with keyed.unit_of_work(OWNER) as uow:
        held = uow.leads.lock(second.id)
        longer = evolve(held, reserved_until=clock.now() + timedelta(days=9))
        uow.leads.note(held.id, held.id, "Wer das liest")
        uow.leads.save(longer, uow.leads.facts(held.id))
        uow.commit()
    clock.pass_by(days=1)
    assert forgotten(keyed) == 1
    assert forgotten(keyed) == 0

    assert keyed.lead_readings.one(given.MANAGER, first.id) is None
    assert seen(keyed, second).phase is Phase.RESERVED
    assert told(keyed).count("lead.purged") == 1
    clock.pass_by(days=9)
    assert forgotten(keyed) == 1


def test_what_was_registered_or_purged_meanwhile_is_left_alone(
    keyed: World, clock: given.StandingClock
) -> None:
    lead = given.kept_lead(keyed, given.lead_made(keyed))
    gone = given.kept_lead(keyed, given.reservation_made(keyed, "Linde"))
    clock.pass_by(days=60)
    ids = PurgeReservations((lead.id, gone.id))
    assert purge_reservations(ids, actor=given.SYSTEM, world=keyed) == 1
    assert purge_reservations(ids, actor=given.SYSTEM, world=keyed) == 0
    assert seen(keyed, lead).phase is Phase.RUNNING
    with pytest.raises(NotFound), keyed.unit_of_work(given.SYSTEM) as uow:
        uow.leads.lock(gone.id)


def test_only_a_reservation_can_be_purged(keyed: World) -> None:
    lead = given.kept_lead(keyed, given.lead_made(keyed))
    with keyed.unit_of_work(given.SYSTEM) as uow:
        uow.leads.lock(lead.id)
        with pytest.raises(NotAllowed):
            uow.leads.purge(lead.id)
    assert seen(keyed, lead).version == lead.version


def _mail(address: str) -> Persons:
    return Persons(LeadContact(email=address))


def _once(lead: Lead) -> Once:
    return Once("POST /x", str(lead.id), b"the same", lambda result: Answer(200, (), str(result).encode()))


def _waiting(world: World, lead: Lead) -> FollowUpId:
    known = due.opened(world, Party(lead_id=lead.id), owner=OWNER.user)
    snoozed = evolve(
        known, version=2, snoozes=(Snooze(given.START + timedelta(days=30), "Kim verreist", given.START),)
    )
    with world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.lock(known.id)
        uow.follow_ups.save(snoozed)
        uow.commit()
    return known.id
