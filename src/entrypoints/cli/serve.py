"""`crm serve`: runs the HTTP service alone, against the database that DATABASE_URL names."""

from entrypoints.http_service import main


def serve() -> int:
    """Runs until Ctrl-C or SIGTERM."""
    return main()
