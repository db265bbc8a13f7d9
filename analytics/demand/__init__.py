"""Demand: visits and prices of the past → what each customer would buy at any price."""
