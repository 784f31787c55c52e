"""How the reminders of leads stand over all tenants, in sums, for who operates the installation."""

from adapters.postgres.migrations.statements import run_file

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0031_reminder_figures.sql")
