"""What a scenario of a bundle earns: its discounts, settings and horizon, and what its profit rests on."""
