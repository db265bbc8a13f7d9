"""Shops trained together: their snapshots, the comparison with other ways, a price book for each."""
