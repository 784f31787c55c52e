"""The ways to samples of leads that are late, and to the holds that they proposed."""

from adapters.postgres.migrations.statements import run_file

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0028_proposed_holds.sql")
