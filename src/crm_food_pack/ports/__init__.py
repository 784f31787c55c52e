"""What the food trade asks of the world."""
