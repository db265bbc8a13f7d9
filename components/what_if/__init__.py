"""One prediction asked again with something changed, and what would have to change for a purchase."""
