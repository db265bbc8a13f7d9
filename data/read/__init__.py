"""Any file of a shop, whatever its packing, writing or format, as a first look and as one plain text."""
