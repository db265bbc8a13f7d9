"""What new customers become: a classifier that sees their first 30 days, tested on later customers.

`evaluation.evaluate_new_customers` is the door: the mart `first_days` in, scores and predictions out.
"""
