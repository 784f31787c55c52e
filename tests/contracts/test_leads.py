"""What every store of leads keeps for a command: facts as facts, and the copy that follows from them."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.leads.assignment import Assignment, AssignmentId, EndCause, TermsCause
from crm_core.domain.leads.contenders import CompanyKeys, ContenderKind
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import (
    CollaboratorRole,
    ContactChannel,
    Conversion,
    FirstContact,
    Lead,
    LeadSource,
    Persons,
    Phase,
)
from crm_core.domain.leads.lead_facts import NO_FACTS, LeadFacts, settled
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
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from tests import given
from tests.due import drafted

DAY = timedelta(days=1)
ASSIST, NEGOTIATE, VIEW = CollaboratorRole.ASSIST, CollaboratorRole.NEGOTIATE, CollaboratorRole.VIEW
HELPERS = {given.user(11): VIEW, given.user(12): ASSIST, given.user(13): NEGOTIATE}
SOMEBODY = given.rep(2)


def found(world: World, lead: Lead, by: Actor = given.MANAGER) -> Lead | None:
    with world.unit_of_work(by) as uow:
        return uow.leads.find(lead.id)


def facts_of(world: World, lead: Lead) -> LeadFacts:
    with world.unit_of_work(given.MANAGER) as uow:
        uow.leads.lock(lead.id)
        return uow.leads.facts(lead.id)


def a_fact_of_each_kind(world: World, lead: Lead) -> LeadFacts:
    assert lead.assignment is not None
    assignment, now = lead.assignment.id, world.clock.now()
    activity = LeadActivity(
        id=LeadActivityId(world.ids.new()),
        assignment_id=assignment,
        kind="QUALIFIED_CALL",
        occurred_at=now,
        recorded_at=now,
        recorded_by=given.user(12),
        credited=True,
        outcome="SUCCESSFUL",
    )
    hold = PlacedHold(
        id=HoldId(world.ids.new()),
        reason=HoldReason.FFZ_PRICE_APPROVAL,
        start=now,
        end=now + DAY,
        placed_at=now,
        placed_by=given.user(1),
        origin="sample 7",
        effective_at=now,
    )
    extension = GrantedExtension(
        id=ExtensionId(world.ids.new()), months=1, days=0, granted_at=now, granted_by=given.user(50)
    )
    notice = NoticeAttempt(
        id=NoticeId(world.ids.new()),
        assignment_id=assignment,
        attempt=Attempt("start", Channel.EMAIL, 1, now, now + DAY, now + DAY, None),
    )
    return LeadFacts((activity,), (hold,), (extension,), (notice,))


def saved(world: World, lead: Lead, facts: LeadFacts = NO_FACTS, by: Actor = given.MANAGER) -> Lead:
    """The lead as it becomes when it is locked and saved in this state."""
    with world.unit_of_work(by) as uow:
        locked = uow.leads.lock(lead.id)
        before = uow.leads.facts(lead.id)
        for fact in facts.all:
            before = before.with_fact(fact)
        kept = uow.leads.save(evolve(lead, version=locked.version), before)
        uow.commit()
    return kept


def test_a_lead_comes_back_as_it_was_kept(world: World) -> None:
    full = given.lead_made(
        world,
        "Käserei Süß & Söhne GmbH",
        persons=Persons(
            given.contact().contact,
            FirstContact(ContactChannel.MESSE, given.START, "Am Stand in Halle 3 gesprochen."),
        ),
        country="DE",
        industry="Käse",
        source=LeadSource.MESSE,
        estimated_volume=Decimal("1800.50"),
        metadata={"stand": "3.1", "menge": 5, "faktor": Decimal("1.10"), "ja": True, "nichts": None},
    )
    kept = given.kept_lead(world, full)

    assert kept == settled(full, NO_FACTS)
    assert found(world, kept) == kept


def test_every_kind_of_fact_comes_back_and_moves_the_copy(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    facts = a_fact_of_each_kind(world, lead)
    kept = saved(world, lead, facts)

    assert facts_of(world, lead) == facts
    again = found(world, lead)
    assert again == settled(kept, facts) == kept
    assert again is not None
    assert again.standing is not None
    assert lead.standing is not None
    assert again.standing != lead.standing


def test_a_fact_in_another_form_takes_the_place_of_the_former_one(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    facts = a_fact_of_each_kind(world, lead)
    saved(world, lead, facts)
    ended = evolve(facts.holds[0], end=given.START, end_recorded_at=given.START, ended_by=given.user(1))
    saved(world, lead, LeadFacts(holds=(ended,)))

    assert facts_of(world, lead) == evolve(facts, holds=(ended,))


def test_a_paused_lead_has_no_binding_dates_until_the_hold_ends(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    hold = evolve(a_fact_of_each_kind(world, lead).holds[0], end=None)
    paused = saved(world, lead, LeadFacts(holds=(hold,)))

    assert paused.standing is not None
    assert (paused.standing.lapse, paused.standing.base_expiry_at) == (None, None)
    assert paused.standing.paused_since == given.START
    assert found(world, lead) == paused


def test_a_transfer_ends_one_assignment_and_begins_another(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    assert lead.assignment is not None
    first = lead.assignment.ended(given.START, EndCause.TRANSFERRED)
    terms = evolve(
        first.current_terms,
        inactivity_from=given.START,
        cause=TermsCause.TRANSFERRED,
        evidence_id=UUID(int=5),
    )
    second = Assignment(AssignmentId(world.ids.new()), given.user(3), given.START, (terms,))
    kept = saved(world, evolve(lead, owner_user_id=given.user(3), assignments=(first, second)))
    longer = second.under(evolve(terms, cause=TermsCause.RULES_APPLIED))
    last = saved(world, evolve(kept, assignments=(first, longer)))

    assert last.assignments == (first, longer)
    assert found(world, lead) == last
    assert found(world, lead, given.rep(1)) is None
    assert found(world, lead, given.rep(3)) == last


@pytest.mark.parametrize("phase", [Phase.RELEASED, Phase.CONVERTED])
def test_the_end_of_a_lead_comes_back(world: World, phase: Phase) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    assert lead.assignment is not None
    customer = given.customer(world)
    ended = {
        Phase.RELEASED: evolve(
            lead,
            released_at=given.START,
            owner_user_id=None,
            former_owner_user_id=given.user(1),
            former_owner_reads_until=given.START + 30 * DAY,
            assignments=(lead.assignment.ended(given.START, EndCause.RELEASED),),
        ),
        Phase.CONVERTED: evolve(
            lead,
            conversion=Conversion(given.START, customer.id, UUID(int=9), given.START - DAY),
            assignments=(lead.assignment.ended(given.START, EndCause.CONVERTED),),
        ),
    }[phase]
    kept = saved(world, evolve(ended, phase=phase))

    assert found(world, lead) == kept
    assert (kept.standing is None) == (phase is Phase.CONVERTED)


def test_a_reservation_has_no_clock(world: World) -> None:
    kept = given.kept_lead(world, given.reservation_made(world))

    assert kept.standing is None
    assert found(world, kept) == kept


def test_what_is_not_theirs_to_see_is_absent(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    unseen = (
        SOMEBODY,
        given.team_lead("HAMBURG"),
        given.actor(Role.CHAIN_MANAGER, number=31, chains={given.nobody_knows()}),
        given.actor(Role.MANAGER, territories=frozenset({"AT"})),
        given.actor(Role.MANAGER, tenant=given.OTHER_TENANT),
    )
    for actor in unseen:
        assert found(world, lead, actor) is None
        with pytest.raises(NotFound), world.unit_of_work(actor) as uow:
            uow.leads.lock(lead.id)


def test_a_collaborator_does_what_their_role_says(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    kept = saved(world, evolve(lead, collaborators=HELPERS))

    assert found(world, lead) == kept
    for user in HELPERS:
        assert found(world, lead, evolve(SOMEBODY, user=user)) == kept
    with pytest.raises(NotAllowed), world.unit_of_work(evolve(SOMEBODY, user=given.user(11))) as uow:
        uow.leads.lock(lead.id)
    called = LeadFacts(activities=a_fact_of_each_kind(world, lead).activities)
    with_call = saved(world, kept, called, by=evolve(SOMEBODY, user=given.user(12)))
    other = evolve(with_call, details=given.lead_details("Gasthaus Tulpe"))
    with pytest.raises(NotAllowed):
        saved(world, other, by=evolve(SOMEBODY, user=given.user(12)))
    assert found(world, lead) == with_call
    renamed = saved(world, other, by=evolve(SOMEBODY, user=given.user(13)))
    assert found(world, lead) == renamed
    with pytest.raises(NotAllowed):
        saved(world, evolve(renamed, collaborators={}), by=evolve(SOMEBODY, user=given.user(13)))
    assert saved(world, evolve(renamed, collaborators={}), by=given.rep(1)).collaborators == {}
    assert found(world, lead, evolve(SOMEBODY, user=given.user(13))) is None


def test_the_former_owner_and_those_who_see_a_reservation_see_no_person(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    assert lead.assignment is not None
    released = saved(
        world,
        evolve(
            lead,
            phase=Phase.RELEASED,
            released_at=given.START,
            owner_user_id=None,
            former_owner_user_id=given.user(1),
            former_owner_reads_until=given.START + DAY,
            assignments=(lead.assignment.ended(given.START, EndCause.RELEASED),),
        ),
    )
    seen = found(world, lead, given.rep(1))

    assert seen == evolve(released, persons=Persons())
    assert found(world, lead, given.team_lead("BERLIN")) == released


def test_a_lock_counts_up_and_a_stale_version_is_outdated(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    with world.unit_of_work(given.rep(1)) as uow:
        assert uow.leads.lock(lead.id, version=1) == evolve(lead, version=2)
    with world.unit_of_work(given.rep(1)) as uow:
        assert uow.leads.lock(lead.id) == evolve(lead, version=2)
        uow.commit()
    with pytest.raises(Outdated) as refusal, world.unit_of_work(given.rep(1)) as uow:
        uow.leads.lock(lead.id, version=1)

    assert refusal.value.facts == {"current": 2}


def test_nobody_makes_a_lead_out_of_their_reach(world: World) -> None:
    made = given.lead_made(world)
    others = (given.AUDITOR, SOMEBODY, given.team_lead("HAMBURG"), given.actor(Role.CHAIN_MANAGER))
    for actor in others:
        with pytest.raises(NotAllowed), world.unit_of_work(actor) as uow:  # noqa: PT012 - the unit as a whole
            uow.leads.add(made)
            uow.commit()


KEYS = CompanyKeys("gasthausrose", "berlin", "10115", "koch@example.com")


@pytest.mark.parametrize(
    "keys",
    [
        KEYS,
        evolve(KEYS, email=None),
        evolve(KEYS, postal_code=None, email=None),
        evolve(KEYS, company="anders"),
        evolve(KEYS, postal_code="99999"),
    ],
)
def test_the_same_company_or_mailbox_stands_in_the_way_of_everybody(world: World, keys: CompanyKeys) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    assert lead.standing is not None
    assert lead.standing.lapse is not None
    for actor, mine in ((SOMEBODY, False), (given.rep(1), True)):
        with world.unit_of_work(actor) as uow:
            (one,) = uow.leads.contenders(keys)
            assert (one.kind, one.mine) == (ContenderKind.PROTECTED, mine)
            assert one.base_expiry_at == lead.standing.base_expiry_at
            assert one.lapse_at == lead.standing.lapse.at
            assert uow.leads.contenders(keys, itself=lead.id) == []


@pytest.mark.parametrize(
    "keys",
    [
        evolve(KEYS, company="anders", email="andere@example.com"),
        evolve(KEYS, city="hamburg", email=None),
        evolve(KEYS, postal_code="99999", email=None),
    ],
)
def test_another_company_or_place_does_not(world: World, keys: CompanyKeys) -> None:
    given.kept_lead(world, given.lead_made(world))
    with world.unit_of_work(SOMEBODY) as uow:
        assert uow.leads.contenders(keys) == []


def test_reservations_and_converted_leads_stand_in_nobodys_way_but_customers_do(world: World) -> None:
    given.kept_lead(world, given.reservation_made(world))
    given.customer(world, "Gasthaus Tulpe GmbH", by=given.MANAGER)
    with world.unit_of_work(SOMEBODY) as uow:
        assert uow.leads.contenders(KEYS) == []
        (one,) = uow.leads.contenders(CompanyKeys("gasthaustulpe", "berlin", "1", None))
        assert (one.kind, one.mine) == (ContenderKind.CUSTOMER, False)


def test_similar_names_are_found_among_what_one_sees(world: World) -> None:
    mine = given.kept_lead(world, given.lead_made(world, "Gasthaus Rosen"))
    given.kept_lead(world, given.lead_made(world, "Gasthaus Rosé", owner=given.user(9)))
    seen = given.customer(world, "Gasthaus Rose", owner=given.user(1))
    given.customer(world, "Hotel Adler", owner=given.user(1))
    with world.unit_of_work(given.rep(1)) as uow:
        assert [one.id for one in uow.leads.alike("gasthausrose")] == [seen.id, mine.id]


def test_probes_of_one_user_are_counted_within_a_minute(world: World) -> None:
    for number, at in enumerate((0, 30, 59, 61), start=1):
        with world.unit_of_work(SOMEBODY) as uow:
            counted = uow.leads.count_probe(given.START + timedelta(seconds=at))
            uow.commit()
        assert counted == (number if at < 60 else 3)
    with world.unit_of_work(given.rep(3)) as uow:
        assert uow.leads.count_probe(given.START) == 1


def test_what_hung_on_a_lead_goes_on_with_its_customer_and_only_with_that(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    house, other = given.customer(world, "Ganz anders"), given.customer(world, "Noch anders")
    with world.unit_of_work(given.MANAGER) as uow:
        waiting = drafted(world, Party(lead_id=lead.id))
        uow.follow_ups.add(waiting)
        uow.commit()
    assert lead.assignment is not None
    agreed = Conversion(given.START, house.id, UUID(int=9), given.START)
    ended = lead.assignment.ended(given.START, EndCause.CONVERTED)
    with world.unit_of_work(given.rep(1)) as uow:
        locked = uow.leads.lock(lead.id)
        gone = evolve(locked, phase=Phase.CONVERTED, conversion=agreed, assignments=(ended,))
        uow.leads.save(gone, uow.leads.facts(lead.id))
        uow.leads.hand_over(lead.id, other.id)
        uow.leads.hand_over(lead.id, house.id)
        uow.commit()
    with world.unit_of_work(given.MANAGER) as uow:
        (moved,) = uow.follow_ups.open_of(Party(house.id))
        assert (moved.id, moved.party) == (waiting.id, Party(house.id))
        assert uow.follow_ups.open_of(Party(other.id)) == []
        assert uow.follow_ups.open_of(Party(lead_id=lead.id)) == []
