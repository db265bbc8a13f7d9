"""Federated training: shops fit one model of demand, and only sums of their updates leave them."""
