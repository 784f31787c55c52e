"""The ways in, one file each, and the wiring."""
