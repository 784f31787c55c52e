"""Invented people and kitchens, to look around in and to measure with."""
