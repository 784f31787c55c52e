"""What the log says of a check of hot rows: ids, columns and counts, never a value."""

import structlog

from crm_core.domain.ids import TenantId
from crm_core.domain.projections.hot_check import HotBatch, HotCheck

NAMED = 100  # rows of one check; `crm projection verify --json` names more

log = structlog.get_logger("projection")


def tell_of_rows(tenant: TenantId, batch: HotBatch, check: HotCheck) -> None:
    """Each drifted row as it is met, and the whole at the end."""
    before = check.drifted - len(batch.drifted)
    left = {one.customer_id for one in batch.left}
    for one in batch.drifted[: max(NAMED - before, 0)]:
        log.warning(
            "projection.drifted",
            tenant=str(tenant),
            customer=str(one.customer_id),
            columns=list(one.columns),
            repaired=one.customer_id not in left,
        )
    if check.is_finished:
        log.info(
            "projection.checked",
            tenant=str(tenant),
            rows=check.checked,
            drifted=check.drifted,
            remaining=check.remaining,
            unreadable=check.unreadable,
        )
