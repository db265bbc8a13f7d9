"""Columns that look personal, by their names and by their values."""
