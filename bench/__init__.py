"""Measurements with their own report; never a timed test."""
