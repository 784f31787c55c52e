"""What operators are told of the background: probes of readiness, and numbers for /metrics."""

from collections.abc import Sequence

from adapters.http.gauges import Gauge, Number, Reading, Spread, Total
from adapters.http.routes.operators import Probe
from adapters.postgres.hot.health import hot_health_of
from adapters.postgres.lag import lag_of
from adapters.postgres.pool import answers
from adapters.postgres.reminder_figures import reminder_figures_of
from adapters.postgres.told import told_of
from crm_core.ports.clock import Clock
from entrypoints.composition.schema import schema_trouble

LAG_LIMIT = 60.0  # seconds that events or hot rows may be behind before the service calls itself not ready


def probes(address: str) -> Sequence[Probe]:
    return (
        Probe("database", lambda: None if answers(address) else "it does not answer"),
        Probe("schema", lambda: schema_trouble(address)),
        Probe("events", lambda: lag_trouble(address)),
        Probe("projection", lambda: projection_trouble(address)),
    )


def readings(address: str, clock: Clock) -> Sequence[Reading]:
    return (
        Reading("events", lambda: event_gauges(address)),
        Reading("projection", lambda: projection_gauges(address)),
        Reading("follow-ups", lambda: follow_up_gauges(address)),
        Reading("lead-reminders", lambda: reminder_numbers(address, clock)),
    )


def lag_trouble(address: str) -> str | None:
    """Whether commands are told to others in time; a worker that is away shows here."""
    lag = lag_of(address)
    if lag is None or max(lag.relay, lag.consumers) <= LAG_LIMIT:
        return None
    return f"relay {lag.relay:.0f} s behind, consumers {lag.consumers:.0f} s; is the worker running?"


def projection_trouble(address: str) -> str | None:
    """Whether the rows of lists follow their sources; triggers that were switched off show here."""
    health = hot_health_of(address)
    if health is None or health.lag <= LAG_LIMIT:
        return None
    return f"rows of the customer list are {health.lag:.0f} s behind their sources: crm projection rebuild"


def event_gauges(address: str) -> Sequence[Gauge]:
    lag = lag_of(address)
    if lag is None:
        raise ConnectionError
    return (
        Gauge("crm_relay_lag_seconds", "Age of the oldest fact that waits for its position.", lag.relay),
        Gauge(
            "crm_consumer_lag_seconds", "Age of the oldest event that waits for a consumer.", lag.consumers
        ),
    )


def reminder_numbers(address: str, clock: Clock) -> Sequence[Number]:
    """Whether reminders of leads go out within an hour of being due."""
    now = clock.now()
    figures = reminder_figures_of(address, now)
    if figures is None:
        raise ConnectionError
    within = [(None if most is None else most.total_seconds(), count) for most, count in figures.within()]
    return (
        Total("lead_reminder_due", "Reminders of leads that became due.", figures.due),
        Total("lead_reminder_sent", "Reminders of leads that were sent.", figures.sent),
        Spread(
            "lead_reminder_delay_seconds",
            "How long after its due instant the first reminder of a window was sent.",
            within,
            figures.delay_seconds,
        ),
        Gauge(
            "lead_reminder_oldest_due_seconds",
            "For how long the oldest reminder waits that could be taken up; 0 when none does.",
            figures.oldest_waits(now).total_seconds(),
        ),
    )


def projection_gauges(address: str) -> Sequence[Gauge]:
    health = hot_health_of(address)
    if health is None:
        raise ConnectionError
    return (
        Gauge("crm_hot_projection_lag_seconds", "Largest lag of the rows changed last.", health.lag),
        Gauge(
            "crm_hot_projection_check_age_seconds",
            "Time since the last check of all rows ended, of the tenant where that is longest ago.",
            health.checked_ago,
        ),
        Gauge("crm_hot_projection_checked_rows", "Rows that the last checks saw.", health.checked),
        Gauge("crm_hot_projection_drifted_rows", "Rows of them that had drifted.", health.drifted),
        Gauge("crm_hot_projection_remaining_rows", "Rows that drift still.", health.remaining),
        Gauge("crm_hot_projection_unreadable_values", "Values that fit no column.", health.unreadable),
    )


def follow_up_gauges(address: str) -> Sequence[Gauge]:
    told = told_of(address)
    if told is None:
        raise ConnectionError
    says = "What was told of follow-ups: milestones that were passed, and letters about them."
    return [
        Gauge("crm_follow_ups_told", says, one.count, {"rule": one.rule, "what": one.measure}) for one in told
    ]
