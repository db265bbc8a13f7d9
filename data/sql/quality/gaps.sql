-- grain: event row before or after days without any order (sudden_gap)
WITH days AS (
    SELECT CAST(event_time AS DATE) AS day, max(rowid) AS last_rid, min(rowid) AS first_rid
    FROM events WHERE event_type = 'purchase' GROUP BY day
),
steps AS (
    SELECT day, first_rid, lag(day) OVER w AS before, lag(last_rid) OVER w AS before_rid,
        day - lag(day) OVER w AS step
    FROM days WINDOW w AS (ORDER BY day)
),
usual AS (SELECT quantile_disc(step, 0.9) AS step, count(*) AS n_days FROM steps)
SELECT 'sudden_gap' AS kind, unnest([before_rid, first_rid]) AS rid, 'event_time' AS column_name,
    (steps.step - 1) || ' days from ' || (before + 1) AS value, NULL AS cap
FROM steps, usual
WHERE n_days >= 15 AND steps.step > 3 AND steps.step > 3 * usual.step
