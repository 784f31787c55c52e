"""What is true in the food trade."""
