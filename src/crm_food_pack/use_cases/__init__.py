"""What the food trade does: one command, one function, one file."""
