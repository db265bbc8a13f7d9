"""A finished run put to use on customers and offers that it never saw, without training."""
