"""Which products to sell together: candidates with their evidence, picked ones, and bundles made by hand."""
