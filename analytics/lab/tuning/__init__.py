"""The settings of a method searched for on validation rows, and judged on rows that no search has seen."""
