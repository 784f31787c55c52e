"""Whether archived locations of a chain may still come back, asked for whoever does not see them."""

from adapters.postgres.migrations.statements import run_file

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0040_archived_locations.sql")
