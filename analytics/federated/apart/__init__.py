"""Shops in processes of their own: what they say to each other, and over which line."""
