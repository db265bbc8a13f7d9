-- grain: kind, place (stores and channels of the events, those first where most is spent)
WITH known AS NOT MATERIALIZED (
    SELECT store_id, channel, CASE WHEN event_type = 'purchase' THEN CAST(net_price * quantity AS DECIMAL(38, 4)) END AS revenue
    FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
both_kinds AS (
    SELECT 'store' AS kind, store_id AS place, sum(revenue) AS revenue FROM known GROUP BY ALL
    UNION ALL
    SELECT 'channel', channel, sum(revenue) FROM known GROUP BY ALL
)
SELECT kind, place, coalesce(CAST(revenue AS DOUBLE), 0) AS revenue
FROM both_kinds
WHERE place IS NOT NULL
ORDER BY kind, revenue DESC, place
