"""How the reminders of leads stand over all tenants, in sums, for who operates the installation."""

from adapters.postgres.migrations.statements import run_file

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0032_reminder_figures.sql")
