"""What every store of leads tells: one lead whole, and pages in order, of what the asker sees."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.leads.assignment import EndCause
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import CollaboratorRole, Lead, Persons, Phase
from crm_core.domain.leads.lead_facts import NO_FACTS
from crm_core.domain.leads.listing import (
    LeadColumns,
    LeadFilter,
    LeadOrder,
    LeadRow,
    LeadSlice,
    LeadState,
    place_text,
)
from crm_core.domain.leads.recorded import HoldId
from crm_core.domain.leads.seen import next_date_of
from crm_core.domain.party import LeadId
from crm_core.ports.world import World
from crm_core.queries.lead_rights import lead_rights
from crm_core.use_cases.leads.decide_hold import DecideHold, decide_hold
from crm_core.use_cases.leads.end_hold import EndHold, end_hold
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from tests import given
from tests.contracts.test_leads import a_fact_of_each_kind, saved

DAY = timedelta(days=1)
HELPER = given.rep(7)


def page(world: World, by: Actor = given.MANAGER, **more: object) -> Sequence[LeadRow]:
    return found(world, by, evolve(LeadSlice(world.clock.now()), **more)).rows  # type: ignore[arg-type]  # loose arguments


def found(world: World, by: Actor, wanted: LeadSlice) -> LeadColumns:
    return world.lead_readings.page(by, wanted)


def names(world: World, by: Actor = given.MANAGER, **filters: object) -> list[str]:
    wanted = LeadFilter(**filters)  # type: ignore[arg-type]  # loose arguments
    return [row.company_name for row in page(world, by, filter=wanted)]


def released(world: World, lead: Lead) -> Lead:
    now, assignment = world.clock.now(), lead.assignment
    assert assignment is not None
    ended = evolve(
        lead,
        phase=Phase.RELEASED,
        released_at=now,
        owner_user_id=None,
        former_owner_user_id=lead.owner_user_id,
        former_owner_reads_until=now + 30 * DAY,
        assignments=(assignment.ended(now, EndCause.RELEASED),),
    )
    return saved(world, ended)


def kept(world: World, name: str, days_ago: float, **more: object) -> Lead:
    started = world.clock.now() - timedelta(days=days_ago)
    return given.kept_lead(world, given.lead_made(world, name, started_at=started, **more))  # type: ignore[arg-type]  # loose arguments


@pytest.fixture
def scene(world: World) -> World:
    return with_leads(world)


def with_leads(world: World) -> World:
    """Leads in every state, of several owners and regions."""
    kept(world, "Alpha", 1)
    kept(world, "Beta", 65)
    grace = kept(world, "Gamma", 65)
    notice = a_fact_of_each_kind(world, grace).notices[0]
    told = evolve(notice.attempt, delivered_at=world.clock.now(), recorded_at=world.clock.now())
    saved(world, grace, evolve(NO_FACTS, notices=(evolve(notice, attempt=told),)))
    kept(world, "Delta", 200)
    released(world, kept(world, "Epsilon", 200, owner=given.user(2)))
    given.kept_lead(world, given.reservation_made(world, "Zeta", owner=given.user(3)))
    helped = kept(world, "Eta", 2, owner=given.user(4), region="HAMBURG")
    saved(world, evolve(helped, collaborators={HELPER.user: CollaboratorRole.VIEW}))
    kept(world, "Theta", 3, owner=given.user(4), territory="AT", region="WIEN")
    return world


ALL = ["Alpha", "Beta", "Delta", "Epsilon", "Eta", "Gamma", "Theta", "Zeta"]
SEEN = {
    "a manager": (given.MANAGER, ALL),
    "an auditor": (given.AUDITOR, ALL),
    "a rep": (given.rep(1), ["Alpha", "Beta", "Delta", "Gamma", "Zeta"]),
    "a former owner": (given.rep(2), ["Epsilon", "Zeta"]),
    "whoever reserved": (given.rep(3), ["Zeta"]),
    "a collaborator": (HELPER, ["Eta", "Zeta"]),
    "a team lead": (given.team_lead("BERLIN"), ["Alpha", "Beta", "Delta", "Epsilon", "Gamma", "Zeta"]),
    "a team lead of two": (given.team_lead("WIEN", "HAMBURG"), ["Eta", "Theta", "Zeta"]),
    "a team lead who lost one of theirs": (
        given.team_lead("BERLIN", number=2),
        ["Alpha", "Beta", "Delta", "Epsilon", "Gamma", "Zeta"],
    ),
    "a team lead who helps in their region": (given.team_lead("HAMBURG", number=7), ["Eta", "Zeta"]),
    "one bound to AT": (given.actor(Role.MANAGER, territories=frozenset({"AT"})), ["Theta"]),
    "a rep bound to AT": (given.rep(9, territories=frozenset({"AT"})), []),
    "a chain manager": (given.actor(Role.CHAIN_MANAGER, number=31), []),
    "somebody else": (given.rep(9), ["Zeta"]),
    "another tenant": (given.actor(tenant=given.OTHER_TENANT), []),
}


def test_everybody_lists_what_they_see(scene: World) -> None:
    for who, (actor, expected) in SEEN.items():
        assert names(scene, actor) == expected, who
        seen = {row.id for row in page(scene, actor)}
        for row in page(scene):
            assert (scene.lead_readings.one(actor, row.id) is not None) == (row.id in seen), who  # type: ignore[arg-type]  # an id of a lead


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (LeadState.PROTECTED, ["Alpha", "Eta", "Theta"]),
        (LeadState.REMINDER_DUE, ["Beta"]),
        (LeadState.GRACE, ["Gamma"]),
        (LeadState.EXPIRED, ["Delta", "Epsilon"]),
        (LeadState.RESERVED, ["Zeta"]),
        (LeadState.CONVERTED, []),
    ],
)
def test_a_state_is_a_filter(scene: World, state: LeadState, expected: list[str]) -> None:
    assert names(scene, state=state) == expected
    assert {row.state for row in page(scene, filter=LeadFilter(state=state))} <= {state}
    mine = [name for name in expected if name in SEEN["a rep"][1]]
    assert names(scene, given.rep(1), state=state) == mine


def test_states_change_as_time_goes_on_without_a_write(scene: World) -> None:
    later = scene.clock.now() + 61 * DAY
    rows = found(scene, given.MANAGER, LeadSlice(later)).rows

    assert {row.company_name: str(row.state) for row in rows} == {
        **dict.fromkeys(["Alpha", "Beta", "Eta", "Theta"], "REMINDER_DUE"),
        **dict.fromkeys(["Delta", "Epsilon", "Gamma"], "EXPIRED"),
        "Zeta": "RESERVED",
    }


def test_several_filters_narrow_together(scene: World) -> None:
    assert names(scene, owner=given.user(4)) == ["Eta", "Theta"]
    assert names(scene, owner=given.user(4), region="WIEN") == ["Theta"]
    for typed in ("gama", "gamma –", "gmama", "gamna"):
        assert names(scene, q=typed) == ["Gamma"]
    assert names(scene, given.rep(1), q="eta") == ["Beta", "Zeta"]
    assert names(scene, lapsing_before=scene.clock.now() + 20 * DAY) == ["Gamma"]
    assert names(scene, lapsing_before=scene.clock.now() + 400 * DAY, region="BERLIN") == [
        "Alpha",
        "Beta",
        "Gamma",
    ]


@pytest.mark.parametrize("by", ["a manager", "a rep", "a team lead", "a team lead of two"])
@pytest.mark.parametrize("order", LeadOrder)
def test_pages_go_on_where_they_ended(scene: World, order: LeadOrder, by: str) -> None:
    actor, expected = SEEN[by]
    whole = page(scene, actor, order=order)
    told: list[LeadRow] = []
    after: tuple[str, UUID] | None = None
    while True:
        part = found(scene, actor, LeadSlice(scene.clock.now(), order=order, limit=2, after=after))
        told += part.rows[:2]
        if len(part.rows) <= 2:
            break
        after = (place_text(part.places[1]), part.rows[1].id)

    assert told == list(whole)
    assert sorted(row.company_name for row in told) == expected


def test_leads_that_lapse_first_come_first_and_those_that_do_not_last(scene: World) -> None:
    rows = page(scene, order=LeadOrder.LAPSE)
    lapses = [row.lapse_at for row in rows if row.lapse_at is not None]

    assert lapses == sorted(lapses)
    assert [row.lapse_at for row in rows[len(lapses) :]] == [None] * (len(rows) - len(lapses))


def test_a_row_tells_the_state_and_the_next_date(scene: World) -> None:
    for row in page(scene):
        reading = scene.lead_readings.one(given.MANAGER, row.id)  # type: ignore[arg-type]  # an id of a lead
        assert reading is not None
        assert row.next_date == next_date_of(reading.lead, scene.clock.now())
        assert row.owner_user_id == reading.lead.owner_user_id


def test_of_somebody_elses_reservation_little_is_told_and_not_for_ever(scene: World) -> None:
    (row,) = page(scene, given.rep(9))
    (own,) = page(scene, given.rep(3))

    assert (row.company_name, row.city, row.reserved_until) == ("Zeta", "Berlin", own.reserved_until)
    assert (row.postal_code, row.territory, row.region, row.owner_user_id) == (None,) * 4
    assert (own.postal_code, own.owner_user_id) == ("10115", given.user(3))
    later = LeadSlice(scene.clock.now() + 60 * DAY)
    assert found(scene, given.rep(9), later) == LeadColumns()
    assert len(found(scene, given.rep(3), later).rows) == 1


def test_who_once_owned_what_is_reserved_now_is_told_no_more_of_it(world: World) -> None:
    reserved = given.reservation_made(world, "Zeta", owner=given.user(3))
    until = world.clock.now() + 30 * DAY
    again = evolve(reserved, former_owner_user_id=given.user(2), former_owner_reads_until=until)
    given.kept_lead(world, again)
    (row,) = page(world, given.rep(2))

    assert (row.company_name, row.state) == ("Zeta", LeadState.RESERVED)
    assert (row.postal_code, row.region, row.owner_user_id) == (None,) * 3


def test_the_former_owner_reads_for_thirty_days(scene: World) -> None:
    def seen(now: datetime) -> list[str]:
        return [row.company_name for row in found(scene, given.rep(2), LeadSlice(now)).rows]

    end = scene.clock.now() + 30 * DAY
    assert "Epsilon" in seen(end - timedelta(microseconds=1))
    assert "Epsilon" not in seen(end)


def test_one_lead_comes_with_its_facts_and_notes(world: World) -> None:
    lead = kept(world, "Alpha", 1)
    facts = a_fact_of_each_kind(world, lead)
    changed = saved(world, evolve(lead, collaborators={HELPER.user: CollaboratorRole.VIEW}), facts)
    with world.unit_of_work(given.rep(1)) as uow:
        uow.leads.lock(lead.id)
        uow.leads.note(lead.id, facts.activities[0].id, "erster Text")
        uow.leads.note(lead.id, facts.activities[0].id, "Herr Koch rief an")
        uow.commit()
    for actor in (given.rep(1), HELPER, given.AUDITOR):
        reading = world.lead_readings.one(actor, lead.id)
        assert reading is not None
        assert reading.lead == evolve(changed, version=changed.version + 1)
        assert reading.facts == facts
        assert reading.notes == {facts.activities[0].id: "Herr Koch rief an"}
        assert reading.scope.actor == actor
    stands = world.lead_readings.one(given.MANAGER, lead.id)
    assert stands is not None
    gone = released(world, stands.lead)
    former = world.lead_readings.one(given.rep(1), lead.id)
    assert former is not None
    assert former.lead == evolve(gone, persons=Persons())
    assert (former.facts, former.notes) == (facts, {})


def test_running_leads_come_by_id_in_pages(scene: World) -> None:
    first = scene.lead_readings.running(given.MANAGER, after=None, limit=3)
    rest = scene.lead_readings.running(given.MANAGER, after=first[-1].lead.id, limit=50)
    ids = [reading.lead.id for reading in (*first, *rest)]

    assert ids == sorted(ids)
    assert len(first) == 3
    told = {reading.lead.details.company_name for reading in (*first, *rest)}
    assert told == {"Alpha", "Beta", "Gamma", "Delta", "Eta", "Theta"}


def test_companies_are_told_of_those_leads_that_one_sees(scene: World) -> None:
    rows = {row.company_name: LeadId(row.id) for row in page(scene)}
    asked = [rows["Alpha"], rows["Theta"]]

    assert set(scene.lead_readings.names(given.MANAGER, asked).values()) == {"Alpha", "Theta"}
    assert scene.lead_readings.names(given.rep(4), asked) == {rows["Theta"]: "Theta"}


def waiting(world: World, by: Actor, *, limit: int = 10) -> list[str]:
    found = world.lead_readings.waiting(by, world.clock.now(), limit)
    return [one.lead.details.company_name for one in found]


def test_what_waits_is_told_to_those_who_decide_and_the_most_urgent_first(world: World) -> None:
    pending, late, quiet = (kept(world, name, days) for name, days in (("Alt", 90), ("Neu", 40), ("Ruhe", 9)))
    given.hold_placed(world, pending, HoldReason.CUSTOMER_BLOCKED)
    given.hold_placed(world, quiet, HoldReason.FFZ_SAMPLE_DELAY)
    long_ago = world.clock.now() - 9 * DAY
    for lead, kind in ((late, "QUALIFIED_CALL"), (quiet, "NOTE")):
        log_lead_activity(LogLeadActivity(lead.id, kind, long_ago), actor=given.rep(1), world=world)

    lead_of_berlin, own = given.team_lead("BERLIN"), given.team_lead("BERLIN", number=1)
    assert waiting(world, given.MANAGER) == ["Alt", "Neu"]
    assert waiting(world, given.MANAGER, limit=1) == ["Alt"]
    assert waiting(world, lead_of_berlin) == ["Alt", "Neu"]
    for by in (given.team_lead("NORD"), own, given.rep(1), given.AUDITOR):
        assert waiting(world, by) == []


def test_what_was_decided_withdrawn_or_lapsed_waits_no_more(world: World) -> None:
    decided, withdrawn = (kept(world, name, days) for name, days in (("Eins", 21), ("Zwei", 20)))
    over = kept(world, "Vier", 181)
    hold = given.hold_placed(world, decided, HoldReason.OTHER)
    gone = given.hold_placed(world, withdrawn, HoldReason.OTHER)
    waits = evolve(hold, id=HoldId(world.ids.new()))
    saved(world, over, evolve(NO_FACTS, holds=(waits,)))
    assert waiting(world, given.MANAGER) == ["Eins", "Zwei"]
    decide_hold(DecideHold(decided.id, hold.id, approve=True), actor=given.MANAGER, world=world)
    end_hold(EndHold(withdrawn.id, gone.id), actor=given.rep(1), world=world)
    assert waiting(world, given.MANAGER) == []


def test_the_leads_that_one_may_work_on_are_told_of_many_at_once(scene: World) -> None:
    rows = {row.company_name: LeadId(row.id) for row in page(scene)}
    asked = [*rows.values(), LeadId(given.nobody_knows())]

    for actor in (given.MANAGER, given.AUDITOR, given.rep(1), given.rep(4)):
        readings = (scene.lead_readings.one(actor, one) for one in rows.values())
        each = {one.lead.id for one in readings if one is not None and lead_rights(one).engage}
        assert scene.lead_readings.engaged(actor, asked) == each
    assert scene.lead_readings.engaged(given.MANAGER, asked) == set(rows.values())
