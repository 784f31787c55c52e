"""Decides what a line of the log looks like: one JSON object, or text for a person at a terminal."""

import logging
import sys

import structlog


def configure_logs(*, level: str, form: str) -> None:
    """Ours and the libraries' lines go the same way, to standard error, with their instant in UTC."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # They tell of every step, job and lost connection with its address; warnings are enough.
    for name in ("alembic", "procrastinate", "psycopg", "psycopg.pool", "uvicorn.error"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
