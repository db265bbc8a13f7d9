"""What privacy costs: the profit of private advice, on shops whose truth is known."""
