"""The agenda of the protection clock, its tally by the day, and who is at a letter right now."""

from adapters.postgres.migrations.statements import run_file

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0017_lead_agenda.sql")
