"""What happened to customers, with its reasons, and who may see it."""

from adapters.postgres.migrations.statements import run_file

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0015_customer_history.sql")
