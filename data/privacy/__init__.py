"""Who may see what: keys, encrypted files, and the erasure of a customer."""
