"""The hot rows of customers, with the triggers that keep them; generated from the declaration."""

from adapters.postgres.migrations.statements import run_file

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0012_hot_rows.sql")
