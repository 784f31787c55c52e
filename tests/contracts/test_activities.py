"""What every store of activities keeps: who may add and change one, and every version of it."""

from datetime import timedelta

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.customers.customer import CoveragePolicy
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from tests import given
from tests.boxes import lead_of
from tests.logged import drafted

NOBODY = ActivityId(given.nobody_knows())


def added(world: World, activity: Activity, by: Actor = given.MANAGER) -> Activity:
    with world.unit_of_work(by) as uow:
        uow.activities.add(activity)
        uow.commit()
    return activity


def locked(world: World, activity_id: ActivityId, by: Actor, version: int | None = None) -> Activity:
    with world.unit_of_work(by) as uow:
        return uow.activities.lock(activity_id, version=version)


def changed(world: World, activity: Activity, **members: object) -> Activity:
    """Another version of it, kept."""
    with world.unit_of_work(given.MANAGER) as uow:
        found = uow.activities.lock(activity.id)
        entry = found.entry
        said = Entry(entry.kind, entry.party, entry.occurred_at, "Anders", {**entry.content, **members})
        next_one = found.corrected(said, by=given.MANAGER, now=given.START)
        uow.activities.save(next_one)
        uow.commit()
    return next_one


def test_an_activity_is_kept_whole_with_its_former_versions(world: World) -> None:
    customer = given.customer(world)
    content = {"rating": 4, "roles": ["CHEF"], "savings": "1800.00", "window": {"start": "2026-05-01"}}
    early = given.START - timedelta(days=9, microseconds=1)
    first = added(world, drafted(world, customer.id, at=early, note="Gut", kind="TASTING", **content))
    assert world.activity_readings.one(given.MANAGER, first.id) == first
    second = changed(world, first, rating=5)
    with world.unit_of_work(given.ADMIN) as uow:
        third = uow.activities.lock(first.id).withdrawn("Falsch", by=given.ADMIN, now=given.START)
        uow.activities.save(third)
        uow.commit()
    versions = world.activity_readings.versions(given.MANAGER, first.id)
    assert versions is not None
    assert list(versions) == [third, second, first]


def test_what_is_not_committed_did_not_happen(world: World) -> None:
    customer = given.customer(world)
    first = added(world, drafted(world, customer.id))
    with world.unit_of_work(given.MANAGER) as uow:
        found = uow.activities.lock(first.id)
        uow.activities.save(found.withdrawn("Falsch", by=given.MANAGER, now=given.START))
        uow.activities.add(drafted(world, customer.id))
    versions = world.activity_readings.versions(given.MANAGER, first.id)
    assert versions is not None
    assert list(versions) == [first]


def test_locking_asks_for_the_version_and_for_the_right(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    first = added(world, drafted(world, customer.id))
    assert locked(world, first.id, given.rep(1), version=1) == first
    with pytest.raises(Outdated):
        locked(world, first.id, given.rep(1), version=2)
    with pytest.raises(NotAllowed):
        locked(world, first.id, given.AUDITOR)
    for stranger in (given.rep(2), given.team_lead("KIEL"), given.actor(tenant=given.OTHER_TENANT)):
        for activity_id in (first.id, NOBODY):
            with pytest.raises(NotFound):
                locked(world, activity_id, stranger)


def test_who_may_engage_with_the_customer_may_add(world: World) -> None:
    chain = given.chain(world, coverage_policy=CoveragePolicy.CHAIN_SHARED)
    given.location(world, chain, owner=given.user(1))
    other = given.location(world, chain, owner=given.user(2))
    lonely = given.location(world, given.chain(world, "Süd"), owner=given.user(2))
    kept = added(world, drafted(world, other.id), given.rep(1))
    assert world.activity_readings.one(given.rep(1), kept.id) == kept
    for customer in (lonely.id, chain.id):
        with pytest.raises(NotAllowed):
            added(world, drafted(world, customer), given.rep(1))
    with pytest.raises(NotAllowed):
        added(world, drafted(world, other.id), given.AUDITOR)


def test_what_happened_with_a_lead_is_for_those_who_may_know_its_persons(world: World) -> None:
    party = lead_of(world)
    kept = added(world, drafted(world, party), given.rep(1))
    assert locked(world, kept.id, given.rep(1)) == kept
    with pytest.raises(NotFound):
        locked(world, kept.id, given.rep(2))
    with pytest.raises(NotAllowed):
        added(world, drafted(world, party), given.rep(2))


def test_what_stands_of_a_kind_is_told_newest_first(world: World) -> None:
    customer = given.customer(world)
    made = [
        added(world, drafted(world, customer.id, kind=kind, at=given.START - timedelta(days=days)))
        for kind, days in (("CALL", 3), ("CALL", 1), ("NOTE", 0), ("CALL", 2))
    ]
    with world.unit_of_work(given.MANAGER) as uow:
        gone = uow.activities.lock(made[3].id).withdrawn("Falsch", by=given.MANAGER, now=given.START)
        uow.activities.save(gone)
        assert list(uow.activities.standing_of(customer.id, "CALL", limit=9)) == [made[1], made[0]]
        assert list(uow.activities.standing_of(customer.id, "CALL", limit=1)) == [made[1]]
        assert list(uow.activities.standing_of(CustomerId(NOBODY), "CALL", limit=1)) == []


def test_what_stands_of_some_kinds_since_is_told_oldest_first(world: World) -> None:
    customer, other, lead = given.customer(world).id, given.customer(world).id, lead_of(world)
    since, made = given.START - timedelta(days=3), []
    for party in (Party(customer), Party(other), lead):
        for kind, days in (("CALL", 1), ("CALL", 3), ("MEETING", 2), ("NOTE", 2), ("CALL", 4), ("CALL", 2.5)):
            at = given.START - timedelta(days=days)
            made.append(added(world, drafted(world, party, kind=kind, at=at), given.MANAGER))
    with world.unit_of_work(given.MANAGER) as uow:
        for number in (5, 17):
            gone = uow.activities.lock(made[number].id).withdrawn("Nie", by=given.MANAGER, now=given.START)
            uow.activities.save(gone)
        for first, party in ((0, Party(customer)), (12, lead)):
            expected = [made[first + place] for place in (1, 2, 0)]
            asked = (party, {"MEETING", "CALL"}, since)
            assert list(uow.activities.standing_since(*asked, limit=9)) == expected
            assert list(uow.activities.standing_since(*asked, limit=2)) == expected[:2]
