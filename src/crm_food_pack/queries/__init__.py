"""What the food trade tells: reads only."""
