"""Files come in: looked at, mapped, read into the shop, every row kept or rejected with its reason."""
