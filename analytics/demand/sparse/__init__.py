"""Demand over a whole catalog: purchases, views and some of the other cells, never visits × products."""
