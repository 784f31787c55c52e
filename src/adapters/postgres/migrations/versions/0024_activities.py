"""Activities with their former versions; what is sent to a lead stands behind the leads' own wall."""

from adapters.postgres.migrations.statements import run_file

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0024_activities.sql")
