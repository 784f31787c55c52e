"""Views and tallies of what happened by the day: as far as one sees it, on days of the business."""

from datetime import UTC, date, datetime
from decimal import Decimal

from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.roles import SERVICE
from adapters.postgres.told import Told, told_of
from crm_core.domain.access.actor import Actor
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.logged import corrected, logged, withdrawn
from tests.server import Pools
from tests.worlds import on_postgres

S = SampleStatus
SCENARIO = "b3b0c2d4-0000-4000-8000-000000000001"


def seen(pools: Pools, view: str, by: Actor) -> list[tuple[object, ...]]:
    with pools.database.connect(SERVICE) as connection, connection.transaction():
        connection.execute(IDENTIFY, identity(by))
        return connection.execute(f"SELECT * FROM {view} ORDER BY 1, 2, 3".encode()).fetchall()


def test_samples_by_status_and_day_as_far_as_one_sees_them(pools: Pools) -> None:
    world = on_postgres(pools, FOOD)
    mine, theirs = (given.customer(world, owner=given.user(number)) for number in (1, 2))
    for customer in (mine, mine, theirs):
        sample = boxes.requested(world, customer.id)
        # Half past eleven in the evening of the 28th in UTC is the 1st of March in Berlin.
        boxes.moved(world, sample.id, S.DELIVERED, at=datetime(2026, 2, 28, 23, 30, tzinfo=UTC))

    delivered, requested = date(2026, 3, 1), date(2026, 3, 2)
    for by, count in ((given.MANAGER, 3), (given.rep(1), 2), (given.rep(2), 1), (given.rep(3), 0)):
        expected = [(delivered, "DELIVERED", count), (requested, "REQUESTED", count)] if count else []
        assert seen(pools, "sample_metrics_daily", by) == expected
    assert seen(pools, "sample_metrics_daily", given.actor(tenant=given.OTHER_TENANT)) == []


def test_feedback_that_was_dated_anew_counts_on_its_new_day_alone(pools: Pools) -> None:
    world = on_postgres(pools, FOOD)
    customer = given.customer(world)
    sample = boxes.requested(world, customer.id)
    boxes.moved(world, sample.id, S.DELIVERED)
    said = {"sampleId": sample.id, "outcome": "FAIL"}
    made = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", **said).activity  # type: ignore[arg-type]  # members
    for day in ("2026-02-20", "2026-02-21"):
        corrected(world, made.id, occurredAt=f"{day}T12:00:00Z")

    assert seen(pools, "sample_metrics_daily", given.MANAGER) == [
        (date(2026, 2, 21), "FEEDBACK_FAIL", 1),
        (date(2026, 3, 2), "DELIVERED", 1),
        (date(2026, 3, 2), "REQUESTED", 1),
    ]


def test_consultations_that_stand_with_their_savings(pools: Pools) -> None:
    world = on_postgres(pools, FOOD)
    customer = given.customer(world, owner=given.user(1))
    said = {"roiScenarioId": SCENARIO, "commitmentLevel": "HIGH", "outcome": "QUALIFIED"}
    for savings in (1800, 200.5):
        logged(world, customer.id, "ROI_CONSULTATION", savingsPerMonth=savings, **said)  # type: ignore[arg-type]  # members
    gone = logged(world, customer.id, "ROI_CONSULTATION", savingsPerMonth=9, **said)  # type: ignore[arg-type]  # members
    withdrawn(world, gone.activity.id)
    logged(world, customer.id, "ROI_CONSULTATION", roiScenarioId=SCENARIO, commitmentLevel="LOW")

    day = date(2026, 3, 2)
    assert seen(pools, "roi_activity_metrics_daily", given.rep(1)) == [
        (day, "HIGH", "QUALIFIED", 2, Decimal("2000.50")),
        (day, "LOW", None, 1, None),
    ]
    assert seen(pools, "roi_activity_metrics_daily", given.rep(2)) == []


def test_what_was_told_of_follow_ups_is_added_up_over_days_and_tenants(pools: Pools) -> None:
    world = on_postgres(pools, FOOD)
    for tenant in (given.TENANT, given.OTHER_TENANT):
        with world.unit_of_work(Actor.system(tenant, given.CORRELATION)) as uow:
            for day in (2, 3):
                uow.reminders.count(date(2026, 3, day), "judge", "OVERDUE")
            uow.commit()

    assert told_of(pools.database.dsn(SERVICE)) == [Told("judge", "OVERDUE", 4)]
    assert told_of("postgresql://nobody@127.0.0.1:1/none") is None
