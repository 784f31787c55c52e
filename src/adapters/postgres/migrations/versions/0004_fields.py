"""The fields of customers: what stands, every change of it, and who may see which rows."""

from adapters.postgres.migrations.statements import run_file

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0004_fields.sql")
