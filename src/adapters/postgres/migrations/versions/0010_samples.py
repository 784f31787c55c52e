"""Samples: what was asked for, what is in the box, every step of its way, and who may see and change them."""

from adapters.postgres.migrations.statements import run_file

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0010_samples.sql")
