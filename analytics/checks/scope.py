"""How many products a run looks at, and how many it takes where nobody chooses them."""

N_LOOKED_AT = 200  # best sellers whose prices are examined before the scope is chosen
N_IN_SCOPE = 30  # more pairs than an analyst reads, quick enough to wait for
