"""The ways by which a customer's timeline reads its sources: each by time."""

from adapters.postgres.migrations.statements import run_file

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0019_timeline.sql")
