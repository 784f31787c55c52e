"""How Alembic runs: every version in a transaction of its own; or as text, without a database."""

from alembic import context

from adapters.postgres.migrations.history import VERSION_SCHEMA, VERSION_TABLE


def run() -> None:
    connection = context.config.attributes.get("connection")
    context.configure(
        connection=connection,
        dialect_name=None if connection is not None else "postgresql",
        version_table=VERSION_TABLE,
        version_table_schema=VERSION_SCHEMA,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
