"""The cards of the tenant's own people: how they are called and reached."""

from adapters.postgres.migrations.statements import run_file

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0007_people.sql")
