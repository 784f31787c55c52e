"""The list goes over to hot rows, with covering indexes for its orders; words are alike in spelling."""

from adapters.postgres.migrations.statements import run_file

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0018_list.sql")
