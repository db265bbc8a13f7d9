"""What yes or no is learned about: a shop's chances to buy, or the rows of a table."""
