"""A registration is complete or a reservation; it has one winner, and the others learn a date and no name."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.access.role import Role
from crm_core.domain.leads.assignment import EndCause
from crm_core.domain.leads.lead import Phase
from crm_core.domain.leads.lifecycle import released
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.refusals import (
    CustomerExists,
    DuplicateIsSuspected,
    LeadIsProtectedElsewhere,
    RegistrationIsTooEarly,
    TooManyProbes,
)
from crm_core.domain.refusals import Invalid, NotAllowed
from crm_core.ports.world import World
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from tests import given
from tests.unit.crm_core.use_cases.leads.said import (
    DAY,
    LEADER,
    OWNER,
    REASON,
    SOMEBODY,
    deeds,
    lead,
    said,
    told,
)

FIRST = {"channel": "MESSE", "at": "2026-03-01T10:00:00Z", "note": "Am Stand gesprochen."}


def faults(world: World, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        lead(world, **more)
    return [(error.pointer, error.code) for error in refusal.value.errors]


def test_a_complete_registration_is_protected_from_now_on(world: World) -> None:
    made = lead(world)

    assert made.phase is Phase.RUNNING
    assert made.owner_user_id == OWNER.user
    assert made.assignment is not None
    assert made.assignment.started_at == world.clock.now()
    assert made.standing is not None
    assert made.standing.state_at(world.clock.now()) is ProtectionState.PROTECTED
    ((name, data),) = told(world)
    assert (name, data["leadId"], data["ownerUserId"]) == ("lead.registered", str(made.id), str(OWNER.user))
    assert "Rose" not in str(data)
    assert deeds(world)[0] == ("register", "DONE")


def test_a_documented_first_contact_stands_for_a_contact(world: World) -> None:
    assert lead(world, contact=None, firstContact=FIRST).phase is Phase.RUNNING


def test_only_company_and_place_are_a_reservation(world: World) -> None:
    made = lead(world, contact=None, industry="Hotel")

    assert (made.phase, made.assignment, made.standing) == (Phase.RESERVED, None, None)
    assert made.reserved_until == world.clock.now() + 60 * DAY
    assert told(world) == []


def test_a_reservation_says_nothing_that_could_be_about_a_person(world: World) -> None:
    assert faults(world, contact=None, metadata={"chef": "Kim Koch"}) == [
        ("/metadata", "not-in-a-reservation")
    ]
    assert lead(world, contact=None, metadata={}).phase is Phase.RESERVED


@pytest.mark.parametrize("source", ["MESSE", "TELEFON"])
def test_a_fair_or_a_call_has_a_first_contact(world: World, source: str) -> None:
    assert faults(world, source=source) == [("/firstContact", "first-contact-required")]
    assert lead(world, source=source, firstContact=FIRST).phase is Phase.RUNNING


def test_every_bad_member_is_named_at_once(world: World) -> None:
    bad: dict[str, Any] = {
        "companyName": None,
        "city": "",
        "territory": "de",
        "contact": {},
        "firstContact": {"channel": "FAX", "at": "2027-01-01T00:00:00Z", "note": "kurz"},
        "estimatedVolume": -1,
        "metadata": {"a": {"b": 1}},
        "override": {"reason": "kurz"},
        "nmae": 1,
    }
    assert set(faults(world, **bad)) == {
        ("/companyName", "required"),
        ("/city", "too-short"),
        ("/territory", "pattern"),
        ("/contact", "at-least-one-of"),
        ("/firstContact/channel", "not-a-choice"),
        ("/firstContact/note", "too-short"),
        ("/firstContact/at", "in-future"),
        ("/estimatedVolume", "too-small"),
        ("/metadata/a", "wrong-type"),
        ("/override/reason", "too-short"),
        ("/nmae", "unknown-field"),
    }


def test_the_registrars_only_place_stands_where_none_is_named(world: World) -> None:
    placed = evolve(OWNER, regions=frozenset({"KIEL"}), territories=frozenset({"DE"}))
    made = register_lead(RegisterLead(said(region=None, territory=None)), actor=placed, world=world)

    assert (made.region, made.territory) == ("KIEL", "DE")
    assert faults(world, region=None, territory=None) == [("/region", "required"), ("/territory", "required")]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CHAIN_MANAGER, Role.SERVICE])
def test_who_sells_registers_and_nobody_else(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        lead(world, by=given.actor(role, number=8))


def test_nobody_registers_outside_of_their_territories(world: World) -> None:
    with pytest.raises(NotAllowed):
        lead(world, by=given.rep(3, territories=frozenset({"AT"})))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"companyName": "GASTHAUS ROSE", "contact": {"lastName": "X"}},
        {"postalCode": None, "contact": {"lastName": "X"}},
        {"companyName": "Ganz Anders", "city": "Kiel", "contact": {"email": "KOCH+neu@example.com"}},
        {"contact": None},
    ],
)
def test_the_same_company_is_refused_with_a_date_and_without_a_name(
    world: World, more: dict[str, Any]
) -> None:
    made = lead(world)
    with pytest.raises(LeadIsProtectedElsewhere) as refusal:
        lead(world, by=SOMEBODY, **more)

    assert made.standing is not None
    assert made.standing.base_expiry_at is not None
    assert refusal.value.facts == {"protected_until": made.standing.base_expiry_at.date().isoformat()}


def test_another_company_or_place_is_free(world: World) -> None:
    lead(world)
    other = {"contact": {"lastName": "X"}, "override": {"reason": REASON}}
    assert lead(world, by=SOMEBODY, city="Kiel", **other).phase is Phase.RUNNING
    assert lead(world, by=SOMEBODY, postalCode="20095", **other).phase is Phase.RUNNING


def test_a_lapsed_lead_blocks_until_the_day_is_over(world: World) -> None:
    made = lead(world)
    assert made.standing is not None
    assert made.standing.lapse is not None
    later = made.standing.lapse.at + timedelta(hours=1)
    at(world, later)
    with pytest.raises(LeadIsProtectedElsewhere) as refusal:
        lead(world, by=SOMEBODY)
    assert refusal.value.facts == {"protected_until": made.standing.lapse.at.date().isoformat()}
    release(world, made.id)
    assert lead(world, by=SOMEBODY).phase is Phase.RUNNING


def test_the_former_owner_waits_for_thirty_days(world: World) -> None:
    made = lead(world)
    assert made.standing is not None
    assert made.standing.lapse is not None
    at(world, made.standing.lapse.at + DAY)
    release(world, made.id)
    with pytest.raises(RegistrationIsTooEarly) as refusal:
        lead(world)
    assert refusal.value.facts == {"free_from": made.standing.lapse.at + 30 * DAY}
    at(world, made.standing.lapse.at + 30 * DAY)
    assert lead(world).phase is Phase.RUNNING


def test_an_existing_customer_is_refused_and_not_described(world: World) -> None:
    given.customer(world, "Gasthaus Rose", by=given.MANAGER, owner=given.user(9))
    with pytest.raises(CustomerExists) as refusal:
        lead(world, postalCode=None)
    assert refusal.value.facts == {}


def test_a_similar_name_that_the_caller_sees_is_told_and_may_be_overridden(world: World) -> None:
    mine = lead(world, companyName="Gasthaus Rosen", contact={"lastName": "X"})
    given.customer(world, "Gasthof Rose", by=given.MANAGER, owner=given.user(9))
    with pytest.raises(DuplicateIsSuspected) as refusal:
        lead(world)
    assert refusal.value.facts == {
        "candidates": [{"kind": "lead", "id": mine.id, "name": "Gasthaus Rosen", "city": "Berlin"}]
    }
    assert lead(world, override={"reason": REASON}).phase is Phase.RUNNING
    assert lead(world, by=SOMEBODY, companyName="Gasthaus Rosenn", contact={"lastName": "Y"}) is not None


def test_nobody_renews_their_own_protection_by_registering_again(world: World) -> None:
    lead(world)
    for override in (None, {"reason": REASON}):
        with pytest.raises(DuplicateIsSuspected):
            lead(world, override=override)


def test_a_manager_overrides_anything_with_a_reason(world: World) -> None:
    lead(world)
    given.customer(world, "Hotel Adler", by=given.MANAGER)
    with pytest.raises(LeadIsProtectedElsewhere):
        lead(world, by=given.MANAGER)
    for company in ("Gasthaus Rose", "Hotel Adler"):
        made = lead(
            world, by=given.MANAGER, companyName=company, postalCode=None, override={"reason": REASON}
        )
        reading = world.lead_readings.one(given.MANAGER, made.id)
        assert reading is not None
        assert reading.notes == {made.id: REASON}
    with pytest.raises(LeadIsProtectedElsewhere):
        lead(world, by=LEADER, override={"reason": REASON})


def test_whoever_probes_too_often_is_told_nothing_more(world: World) -> None:
    lead(world)
    for _ in range(10):
        with pytest.raises(LeadIsProtectedElsewhere):
            lead(world, by=SOMEBODY)
    with pytest.raises(TooManyProbes):
        lead(world, by=SOMEBODY)
    with pytest.raises(LeadIsProtectedElsewhere):
        lead(world, by=given.rep(3))
    for _ in range(11):
        with pytest.raises(LeadIsProtectedElsewhere):
            lead(world, by=given.MANAGER)
    assert deeds(world).count(("probe", "DONE")) == 12
    at(world, world.clock.now() + timedelta(seconds=61))
    with pytest.raises(LeadIsProtectedElsewhere):
        lead(world, by=SOMEBODY)


def test_rules_of_the_day_are_frozen_onto_the_assignment(world: World) -> None:
    made = lead(world)
    assert made.assignment is not None
    assert made.assignment.rules.name == "contract-2025"


def at(world: World, instant: datetime) -> None:
    assert isinstance(world.clock, given.StandingClock)
    world.clock.at = instant


def release(world: World, lead_id: Any) -> None:
    with world.unit_of_work(given.SYSTEM) as uow:
        found = uow.leads.lock(lead_id)
        kept = uow.leads.save(released(found, world.clock.now()), uow.leads.facts(lead_id))
        uow.commit()
    assert kept.assignment is not None
    assert kept.assignment.ended_because is EndCause.RELEASED
