"""What happened by the day: samples by status, consultations, and what was told of follow-ups."""

from adapters.postgres.migrations.statements import run_file

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0030_daily_metrics.sql")
