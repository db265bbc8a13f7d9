"""Scores shared among named groups of inputs and their parts, how sure that is, and two second opinions."""
