"""How far the relay and the consumers are behind, as one narrow answer for everybody's readiness."""

from adapters.postgres.migrations.statements import run_file

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0005_lag.sql")
