"""What ends with the ground to know it: who a lapsed lead was about, and a reservation that is over."""

from adapters.postgres.migrations.statements import run_file

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0029_pseudonymising.sql")
