"""The rows of a file, typed and judged: what is kept, what is refused and why, what is doubtful."""
