"""Follow-ups of leads stand behind the leads' wall."""

from adapters.postgres.migrations.statements import run_file

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0020_follow_ups_of_leads.sql")
