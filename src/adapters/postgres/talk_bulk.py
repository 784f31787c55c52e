"""Activities and samples, as rows of every table in which they would have left them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from adapters.postgres import activity_rows, follow_up_rows, sample_rows
from adapters.postgres.bulk import Values, named
from crm_core.domain.activities.activity import Activity
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_food_pack.domain.samples.sample import Sample

SAMPLE_TABLES = ("activities", "sample_request", "sample_item", "sample_status_history", "follow_ups")
_STEP = ("version", "old_status", "new_status", "event_at", "recorded_at", "recorded_by", "activity_id")


def activity_rows_of(told: Iterable[Activity]) -> Mapping[str, Sequence[Values]]:
    return {"activities": [named(activity_rows.KEPT, activity_rows.row_of(one)) for one in told]}


def sample_rows_of(
    told: Iterable[tuple[Sample, Activity | None, FollowUp | None]],
) -> Mapping[str, Sequence[Values]]:
    rows: dict[str, list[Values]] = {name: [] for name in SAMPLE_TABLES}
    for sample, feedback, follow_up in told:
        if feedback is not None:
            rows["activities"] += activity_rows_of([feedback])["activities"]
        rows["sample_request"].append(named(sample_rows.KEPT, sample_rows.row_of(sample)))
        key = named(("tenant_id", "sample_id"), (sample.tenant_id, sample.id))
        for place, item in enumerate(sample.wanted.items, start=1):
            rows["sample_item"].append(key | {"place": place, "sku": item.sku, "quantity": item.quantity})
        rows["sample_status_history"] += (key | step for step in _steps(sample))
        if follow_up is not None:
            rows["follow_ups"].append(named(follow_up_rows.COLUMNS, follow_up_rows.row_of(follow_up)))
    return rows


def _steps(sample: Sample) -> Iterator[dict[str, object]]:
    """Each step made the version after the one before it."""
    for version, step in enumerate(sample.steps, start=2):
        told = (step.old, step.new, step.event_at, step.recorded_at, step.by, step.activity_id)
        yield named(_STEP, (version, *told))
