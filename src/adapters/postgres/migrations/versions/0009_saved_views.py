"""Saved views of the customer list: their owner's, or shared with a team."""

from adapters.postgres.migrations.statements import run_file

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0009_saved_views.sql")
