"""What people are told of follow-ups, and the tally of it."""

from adapters.postgres.migrations.statements import run_file

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0026_reminders.sql")
