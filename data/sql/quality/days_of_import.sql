-- grain: day on which rows of one import lie
SELECT CAST(event_time AS DATE) AS day, count(*) AS n
FROM events WHERE import_no = $import_no AND problem IS NULL GROUP BY day ORDER BY day
