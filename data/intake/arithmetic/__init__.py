"""What the columns of amounts mean, told by the numbers: the reading in which lines add up to totals.

price x quantity = line total, before - discount = after, an order's lines - discount (+ tax …) = its total.
"""
