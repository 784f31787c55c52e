"""Settings of regions and people, values that were taken back, the history of all, and a bell for changes."""

from adapters.postgres.migrations.statements import run_file

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0013_settings.sql")
