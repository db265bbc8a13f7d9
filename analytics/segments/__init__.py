"""Who the customers are: RFM segments by rule, clusters by learning, personas in words.

`choice.assign_segments` is the one door that pricing uses: an analyst's choice becomes one segment per
customer.
"""
