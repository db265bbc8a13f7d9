-- grain: kind, place (stores and channels of the events, those first where most is spent)
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
both_kinds AS (
    SELECT 'store' AS kind, store_id AS place, customer_id, event_type, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue FROM known
    UNION ALL
    SELECT 'channel', channel, customer_id, event_type, CAST(net_price * quantity AS DECIMAL(38, 4)) FROM known
)
SELECT
    kind,
    place,
    count(*) AS n_events,
    count(DISTINCT customer_id) AS customers,
    coalesce(CAST(sum(revenue) FILTER (event_type = 'purchase') AS DOUBLE), 0) AS revenue
FROM both_kinds
WHERE place IS NOT NULL
GROUP BY ALL
ORDER BY kind, revenue DESC, place
