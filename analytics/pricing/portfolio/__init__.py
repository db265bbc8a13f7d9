"""The portfolio: which offers of a price book to run together, and what the whole book is worth a year."""
