"""Interests that evolve: what each customer's purchases are about, period by period, and what comes next.

`study` is the door: counts of purchases in; the methods compared, the forecast of the best and what follows
from it out. A temporal variational autoencoder stands beside the simple methods that it must beat.
"""
