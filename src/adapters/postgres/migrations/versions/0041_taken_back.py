"""What activities wrote is told apart from what people wrote, and what they judged may be dated anew."""

from adapters.postgres.migrations.statements import run_file

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0041_taken_back.sql")
