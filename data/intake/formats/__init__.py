"""How each column of a file is written: dates, numbers, discounts, statuses, fields of first rows."""
