-- One row per row of a query, every column as the database's own text. Runs where the query runs; a statement
-- that is no query cannot stand in these brackets.
SELECT /* columns */ FROM (
/* query */
) AS source
