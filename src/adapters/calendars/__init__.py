"""Calendars of public holidays, from the `holidays` library."""
