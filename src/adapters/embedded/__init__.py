"""A PostgreSQL of our own beside the service: the wheel's programs, started, tended and stopped by us."""
