-- grain: month whose prices are a power of ten away from those of the month before, by its first event row
WITH monthly AS (
    SELECT product_id, date_trunc('month', event_time) AS month, median(CAST(net_price AS DOUBLE)) AS price
    FROM events SEMI JOIN (FROM product_facts WHERE price_max > 8 * price_min) USING (product_id)
    WHERE net_price > 0 GROUP BY ALL
),
moves AS (
    SELECT month, log10(price / lag(price) OVER (PARTITION BY product_id ORDER BY month)) AS power FROM monthly
),
changed AS (
    SELECT month FROM moves WHERE power IS NOT NULL GROUP BY month
    HAVING count(*) >= 3 AND count(*) FILTER (abs(power - round(power)) < 0.03 AND abs(round(power)) BETWEEN 1 AND 3) * 2 > count(*)
)
SELECT 'units_change' AS kind, min(events.rowid) AS rid, 'net_price' AS column_name, strftime(month, '%Y-%m') AS value, NULL AS cap
FROM events JOIN changed ON date_trunc('month', event_time) = month AND net_price > 0
GROUP BY month
