"""What checks of the hot rows found, and how far the rows lag of whom something happened last."""

from adapters.postgres.migrations.statements import run_file

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0027_hot_checks.sql")
