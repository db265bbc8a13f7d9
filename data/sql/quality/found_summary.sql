-- grain: kind, with how many rows it has and the first of them (a row may be named twice where several of its names are odd)
WITH counted AS (
    SELECT kind, count(*) AS n_rows FROM found WHERE kind NOT IN ('mojibake', 'formula', 'near_duplicate_category') GROUP BY kind
    UNION ALL
    SELECT kind, count(DISTINCT rid) FROM found WHERE kind IN ('mojibake', 'formula', 'near_duplicate_category') GROUP BY kind
),
firsts AS (
    SELECT kind, list_sort(list_distinct(min(rid, 2 * $n)))[:$n] AS rids, arg_min(column_name, rid) AS column_name, arg_min(value, rid) AS value
    FROM found GROUP BY kind
)
SELECT kind, n_rows, rids, column_name, value FROM counted JOIN firsts USING (kind) ORDER BY kind
