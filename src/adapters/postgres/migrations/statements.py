"""How a version runs its frozen SQL: statement by statement, as the schema's owner, with short waits."""

from collections.abc import Iterable

from alembic import op

from adapters.postgres.migrations.history import HISTORY
from adapters.postgres.roles import OWNER

OPENING = (
    f"SET LOCAL ROLE {OWNER}",
    "SET LOCAL lock_timeout = '5s'",
    "SET LOCAL statement_timeout = '600s'",
)
BETWEEN = ";\n\n"


def run_file(name: str) -> None:
    """Runs `versions/<name>`, where every statement ends with a semicolon and an empty line."""
    run_all((HISTORY / "versions" / name).read_text(encoding="utf-8").split(BETWEEN))


def run_all(statements: Iterable[str]) -> None:
    """Plain SQL: a colon in it is a colon."""
    for statement in (*OPENING, *statements):
        if statement.strip():
            op.execute(statement.strip().replace(":", r"\:"))
