"""Papers for people, as PDF."""
