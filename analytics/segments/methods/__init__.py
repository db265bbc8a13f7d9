"""Ways to find segments, behind one contract: customers in, a label each out."""
