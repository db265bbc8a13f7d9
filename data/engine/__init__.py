"""DuckDB as the shop's engine: connections, limits of memory and disk, what it defines anew."""
