"""The ports in plain memory: for tests, notebooks and library users."""
