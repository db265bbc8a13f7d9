"""What the data can show: gates before any advice, answers before any training, the recovery check after."""
