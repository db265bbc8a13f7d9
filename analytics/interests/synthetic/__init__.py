"""Customers who do not exist, drawn from a model, and checked for copying nobody."""
