"""Hot rows stand denser."""

from adapters.postgres.migrations.statements import run_file

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0038_dense_hot_rows.sql")
