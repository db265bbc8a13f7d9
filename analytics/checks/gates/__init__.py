"""The gates before any advice: what the data can show, what remains doubtful, and what would answer it.

Here stands what decides a FAIL: per product in `product.py`, for the shop in `shop.py`. What only one offer
meets (parts hardly bought together, the shop's own limits) is judged where offers are, in
`analytics/pricing/price_book`. What a gate costs and saves is measured on shops whose truth is known:
`tests/benchmarks/gates.py`.
"""
