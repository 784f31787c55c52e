"""What is promised about the values of leads, for their evidence."""

from adapters.postgres.migrations.statements import run_file

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0023_evidence.sql")
