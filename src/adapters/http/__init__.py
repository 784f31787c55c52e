"""The HTTP edge: the conventions of the interface over the core's world."""
