"""Saved calculations of customers, pinned."""

from adapters.postgres.migrations.statements import run_file

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0025_roi_scenarios.sql")
