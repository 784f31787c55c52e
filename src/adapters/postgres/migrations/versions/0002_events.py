"""The outbox, the log of events, the places of their consumers, and the audit with its seals."""

from adapters.postgres.migrations.statements import run_file

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0002_events.sql")
