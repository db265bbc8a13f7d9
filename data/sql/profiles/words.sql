-- grain: different word of one column of a file
SELECT v FROM (SELECT trim(v) AS v FROM (/* source */)) WHERE v <> '' GROUP BY v ORDER BY count(*) DESC, v LIMIT $most
