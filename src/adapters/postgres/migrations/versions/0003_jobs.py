"""The job library's tables, in a schema of their own that only the worker enters."""

from adapters.postgres.migrations.history import HISTORY
from adapters.postgres.migrations.statements import run_all
from adapters.postgres.roles import WORKER

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_all(
        (
            "CREATE SCHEMA jobs",
            "SET LOCAL search_path = jobs",
            (HISTORY / "versions" / "0003_jobs.sql").read_text(encoding="utf-8"),
            f"GRANT USAGE ON SCHEMA jobs TO {WORKER}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO {WORKER}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO {WORKER}",
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO {WORKER}",
        )
    )
