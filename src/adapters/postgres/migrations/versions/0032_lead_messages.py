"""What people are told about leads beside reminders: the day's summary, what waits, a forgotten hold."""

from adapters.postgres.migrations.statements import run_file

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0032_lead_messages.sql")
