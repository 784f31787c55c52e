"""A hot row also knows what a line of the list shows: name, city, and whether it is a chain."""

from adapters.postgres.migrations.statements import run_file

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0034_shown_copies.sql")
