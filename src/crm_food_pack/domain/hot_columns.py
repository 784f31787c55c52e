"""What lists of kitchens are filtered and sorted by."""

from crm_core.domain.projections.hot_row import Comparison, Filter, HotColumn
from crm_core.domain.projections.hot_source import At, LengthOf, Newest, UnlessThere
from crm_core.domain.projections.hot_types import HotType
from crm_food_pack.domain.fields import ROI_BUCKETS, SAMPLE_STATUSES

SAMPLE = "sample"

_SAMPLE_COLUMNS = (
    HotColumn(
        "sample_status",
        HotType.TEXT,
        (Newest(SAMPLE, "status"), UnlessThere(SAMPLE, "sample_status")),
        options=SAMPLE_STATUSES,
        filters=(Filter("sample_status"),),
    ),
    HotColumn(
        "sample_last_event_at",
        HotType.INSTANT,
        (Newest(SAMPLE, "eventAt"),),
        sorts=("-sample_last_event_at",),
    ),
)
_POTENTIAL_COLUMNS = (
    HotColumn(
        "roi_bucket",
        HotType.TEXT,
        (At("roi_potential", ("bucket",)),),
        options=ROI_BUCKETS,
        filters=(Filter("roi_bucket"),),
    ),
    HotColumn(
        "roi_value_cents",
        HotType.CENTS,
        (At("roi_potential", ("value",)),),
        sorts=("-roi_value",),
        shown_as="roiValue",
    ),
    HotColumn(
        "decision_maker_count",
        HotType.INTEGER,
        (
            At("decision_makers", ("count",)),
            LengthOf("decision_makers", ("members",)),
            LengthOf("decision_makers"),
        ),
        filters=(Filter("decision_maker_count_min", Comparison.AT_LEAST),),
    ),
    HotColumn(
        "has_exec_alignment",
        HotType.BOOLEAN,
        (At("decision_makers", ("has_exec_alignment",), otherwise=False),),
        filters=(Filter("has_exec_alignment"),),
    ),
)
_TIME_COLUMNS = (
    HotColumn(
        "season_start",
        HotType.DATE,
        (At("seasonal_menu_cycle", ("season_start",)),),
        filters=(Filter("season_from", Comparison.AT_LEAST),),
    ),
    HotColumn(
        "season_end",
        HotType.DATE,
        (At("seasonal_menu_cycle", ("season_end",)),),
        filters=(Filter("season_to", Comparison.AT_MOST),),
    ),
    HotColumn(
        "renewal_date",
        HotType.DATE,
        (At("current_supplier_contracts", ("renewal_date",)),),
        filters=(Filter("renewal_before", Comparison.AT_MOST),),
        sorts=("renewal_date",),
    ),
    HotColumn(
        "exclusivity",
        HotType.BOOLEAN,
        (At("current_supplier_contracts", ("exclusivity",)),),
        filters=(Filter("exclusivity"),),
    ),
)

HOT_COLUMNS = (*_SAMPLE_COLUMNS, *_POTENTIAL_COLUMNS, *_TIME_COLUMNS)
