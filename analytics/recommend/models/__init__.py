"""Recommenders: each learns from a history and scores every product for a customer."""
