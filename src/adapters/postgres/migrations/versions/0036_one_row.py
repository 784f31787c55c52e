"""Walls of single rows ask narrow functions, and walls of many rows need fewer sub-selects."""

from adapters.postgres.migrations.statements import run_file

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0036_one_row.sql")
