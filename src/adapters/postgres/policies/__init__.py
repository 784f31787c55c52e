"""The access policy as row-level security: compiled from the one declaration in the core."""
