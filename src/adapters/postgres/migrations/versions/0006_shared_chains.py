"""Who shares a chain's coverage, and how a customer is held by somebody who may not change it."""

from adapters.postgres.migrations.statements import run_file

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0006_shared_chains.sql")
