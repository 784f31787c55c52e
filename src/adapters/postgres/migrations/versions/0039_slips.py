"""A search forgives a slip in a short word too."""

from adapters.postgres.migrations.statements import run_file

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0039_slips.sql")
