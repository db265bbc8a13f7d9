-- grain: second and later copy of a row, among those whose rough hash occurs more than once
WITH suspects AS MATERIALIZED (
    SELECT rowid AS rid, product_id, hash(/* columns */) AS h FROM events
    WHERE import_no = $import_no AND (problem IS NULL OR reason_of(problem) = 'non_product')
        AND hash(event_time, product_id) IN (SELECT h FROM repeated_hashes)
),
first_copies AS (SELECT h, min(rid) AS first_rid FROM suspects GROUP BY h HAVING count(*) > 1)
SELECT 'duplicate' AS kind, rid, 'product_id' AS column_name, product_id AS value
FROM suspects JOIN first_copies USING (h) WHERE rid <> first_rid
