"""A shop's privacy budget: figures with noise, what they cost, and a record that cannot be overdrawn."""
