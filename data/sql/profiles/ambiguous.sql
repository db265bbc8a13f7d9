-- Up to three dates of a column that are another day where the month comes first.
SELECT v
FROM (SELECT /* column */ AS v, min(rowid) AS place FROM probe WHERE /* column */ IS NOT NULL GROUP BY v)
WHERE read_day_first_time(v) <> read_month_first_time(v)
ORDER BY place LIMIT 3
