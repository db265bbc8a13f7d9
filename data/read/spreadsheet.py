"""What a spreadsheet takes for a formula, and how a table keeps it from running one."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"  # before a text cell; a spreadsheet shows what follows as it is
