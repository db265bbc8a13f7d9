"""Customers scored one by one: what each does with each offer at the price meant for them."""
