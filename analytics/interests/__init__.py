"""Interests that evolve: what each customer's purchases are about, period by period, and what comes next.

`study.study_interests` is the one door: counts of purchases in; the models compared, the forecast of the best
and what follows from it out. A temporal variational autoencoder stands beside the simple methods it must beat.
"""
