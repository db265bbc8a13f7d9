"""Products found by what is typed: by its words, by what it means, and by who asks."""
