"""The rows of before are filled, beside whoever reads and writes: no table is locked for it."""

from adapters.postgres.migrations.statements import run_file

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0035_shown_copies_filled.sql")
