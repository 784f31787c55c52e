"""What people are told about leads beside reminders: the day's summary, what waits, a forgotten hold."""

from adapters.postgres.migrations.statements import run_file

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0033_lead_messages.sql")
