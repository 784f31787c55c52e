"""Walls look up the customer or lead of a row one by one."""

from adapters.postgres.migrations.statements import run_file

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0022_row_by_row.sql")
