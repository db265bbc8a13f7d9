-- grain: different value of one column of a file
SELECT v
FROM (SELECT regexp_replace(trim(v), '\.0+$', '') AS v FROM (/* source */))
WHERE v <> '' GROUP BY v ORDER BY length(v), v LIMIT $most
