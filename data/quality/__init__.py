"""What is doubtful about a shop's rows: found, named with row numbers, treated by choice, never silently."""
