-- One row per row that the source returns for a statement in its own language.
FROM /* reader */('source', $query)
