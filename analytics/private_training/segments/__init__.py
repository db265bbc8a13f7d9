"""What new customers become, told by a network that no single customer moves by more than noise hides."""
