-- The days, from the first moment to the last, that an import's orders share with other imports of events, and one more at either end:
-- past midnight an order may have moved.
SELECT min(greatest(from_day, date_trunc('day', CAST($first AS TIMESTAMP)))) - INTERVAL 1 DAY,
    max(least(to_day, date_trunc('day', CAST($last AS TIMESTAMP)))) + INTERVAL 2 DAY - INTERVAL 1 MICROSECOND
FROM (
    SELECT date_trunc('day', event_time_min) AS from_day, date_trunc('day', event_time_max) AS to_day
    FROM imports WHERE kind = 'events' AND import_no <> $import_no
)
WHERE from_day <= CAST($last AS TIMESTAMP) + INTERVAL 1 DAY AND to_day >= date_trunc('day', CAST($first AS TIMESTAMP)) - INTERVAL 1 DAY
