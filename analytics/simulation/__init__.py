"""Shops whose truth is known: the model must find what was planted here, and is told when it does not."""
