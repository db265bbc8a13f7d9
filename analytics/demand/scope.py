"""How many products a training takes where hardly any can be priced."""

N_PRODUCTS = 30  # more pairs than an analyst reads, quick enough to wait for
N_LOOKED_AT = 200  # best sellers whose prices are examined before the scope is chosen
