"""The data room: files come in, grains go out. DuckDB lives here and nowhere else."""
