"""Whether a chain is alive, asked for a location whose owner does not see it."""

from adapters.postgres.migrations.statements import run_file

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0021_live_chains.sql")
