"""What to show whom next: products and bundles ranked for a customer, and how well each ranking does."""
