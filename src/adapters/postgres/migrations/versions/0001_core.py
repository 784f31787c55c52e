"""Customers, settings, stored answers, and the functions by which the database learns who acts."""

from adapters.postgres.migrations.statements import run_file

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0001_core.sql")
