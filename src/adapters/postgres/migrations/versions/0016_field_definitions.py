"""What tenants say about fields, checks of tighter definitions, and how rows are opened and closed."""

from adapters.postgres.migrations.statements import run_file

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0016_field_definitions.sql")
