"""The pricing room: from visits and prices to discounts that can be trusted.

money is the one accounting. offers are the curves of one bundle over all discounts; optimize and constraints
choose among them; bundles says which products. price_book holds every offer × segment, with the waterfall of
its money; scenarios what follows when a slider moves (outcomes); selling the other modes and personal prices;
scoring what each customer does.
"""
