"""A file with its mapping: the relation that it is, its lines, and the columns that are its own."""
