"""What laws on prices ask of a price book: rules with sources, and what the data say. No legal advice."""
