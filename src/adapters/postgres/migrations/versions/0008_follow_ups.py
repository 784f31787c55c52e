"""Follow-ups: what is due to a customer or a lead, and who may see and change it."""

from adapters.postgres.migrations.statements import run_file

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0008_follow_ups.sql")
