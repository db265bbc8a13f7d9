"""Secure aggregation: a server adds up what shops send and can read none of it."""
