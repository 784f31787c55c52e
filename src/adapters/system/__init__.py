"""Time, identities, keys and patience, as the machine gives them."""
