"""Segments by what customers do in which order: a recurrent network's view of their events, clustered."""
