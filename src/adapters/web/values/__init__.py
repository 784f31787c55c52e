"""Values of the field system on pages: as people read them, and as they fill them in."""
