-- Up to three dates of a column that are another day in another of the orders in which they may be written.
SELECT v
FROM (SELECT /* column */ AS v, min(rowid) AS place FROM probe WHERE /* column */ IS NOT NULL GROUP BY v)
WHERE len(list_distinct([/* readings */])) > 1
ORDER BY place LIMIT 3
