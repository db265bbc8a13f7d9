-- grain: staged row; rows that are equal in every column are equal in these two, which are read quickly
-- (in as many parts as memory asks for, by the hash; unsigned throughout, as anything else is computed in 128 bits)
SELECT h FROM (SELECT hash(event_time, product_id) AS h FROM events
    WHERE import_no = $import_no AND (problem IS NULL OR reason_of(problem) = 'non_product'))
WHERE h % CAST($n_parts AS UBIGINT) = CAST($part AS UBIGINT)
