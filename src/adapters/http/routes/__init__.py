"""One file per idea: its endpoints, declared."""
