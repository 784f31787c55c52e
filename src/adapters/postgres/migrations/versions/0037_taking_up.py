"""A customer is taken up by one function, and the walls of what is added then know of it."""

from adapters.postgres.migrations.statements import run_file

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0037_taking_up.sql")
