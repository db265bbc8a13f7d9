"""Past changes of price: what the model predicted, what happened, and what only moved in time."""
