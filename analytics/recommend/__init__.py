"""What to show whom next: products and bundles ranked for a customer, judged on purchases that came later."""
