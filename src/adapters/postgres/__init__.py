"""The ports over PostgreSQL: row-level security is the wall, the query is the path."""
