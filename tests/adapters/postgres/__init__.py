"""What only PostgreSQL has: its schema, its wall, and the ways around it that must be closed."""
