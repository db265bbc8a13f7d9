-- One row per row that the source returns for a statement in its own language.
FROM postgres_query('source', $query)
