"""Lines that are no products (subtotals, shipping, tips …), by name, behavior and arithmetic."""
