-- grain: customer_id, period_start, category (what known customers bought; guests have no id and are left out)
-- Weeks and four weeks are counted back from the last day, so that the newest is whole; months are the calendar's.
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM known
          WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
span AS (
    SELECT CAST(min(event_time) AS DATE) AS first_day,
        CAST(coalesce(CAST(getvariable('as_of') AS TIMESTAMP) - INTERVAL 1 MICROSECOND, max(event_time)) AS DATE) + 1 AS day_after,
        CASE CAST(getvariable('period_length') AS VARCHAR) WHEN 'week' THEN 7 ELSE 28 END AS days,
        coalesce(CAST(getvariable('period_length') AS VARCHAR) ILIKE 'MONTH', false) AS is_monthly
    FROM known
),
lines AS (
    SELECT customer_id, event_time,
        CASE WHEN coalesce(getvariable('of_products'), false) THEN product_id
             ELSE coalesce(p.category, e.category, 'uncategorized') END AS category
    FROM known LEFT JOIN products p USING (product_id) LEFT JOIN in_events e USING (product_id)
    WHERE event_type = 'purchase' AND customer_id IS NOT NULL
),
in_periods AS (
    SELECT customer_id, category, first_day, day_after,
        CASE WHEN is_monthly THEN CAST(date_trunc('MONTH', event_time) AS DATE)
             ELSE day_after - CAST(days * (1 + (day_after - 1 - CAST(event_time AS DATE)) // days) AS INTEGER) END AS period_start,
        CASE WHEN is_monthly THEN CAST(period_start + INTERVAL 1 MONTH AS DATE)
             ELSE period_start + days END AS period_end
    FROM lines CROSS JOIN span
)
SELECT
    customer_id,
    CAST(period_start AS TIMESTAMP) AS period_start,
    category,
    CAST(period_end AS TIMESTAMP) AS period_end,
    period_start >= first_day - 2 AND period_end <= day_after + 2 AS is_complete, -- two days more or less are no matter
    count(*) AS n_purchases
FROM in_periods
GROUP BY ALL
ORDER BY customer_id, period_start, category
