"""Which bundles to show a customer, which product completes a bundle, and which offer earns most by whom."""
