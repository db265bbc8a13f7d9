"""Lists of customers made anonymous as long work: from a shop, or a file, to a table that may leave."""
