"""The way to activities of leads that were recorded late and wait for a team lead."""

from adapters.postgres.migrations.statements import run_file

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0031_late_activities.sql")
