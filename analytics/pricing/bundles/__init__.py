"""Which products to sell together: candidates by expected incremental profit, with their evidence."""
