"""Knowledge of the food trade, plugged into the core."""
