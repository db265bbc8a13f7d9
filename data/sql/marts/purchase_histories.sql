-- grain: customer_id (known customers with a purchase; all purchases of one day are one)
WITH purchase_days AS (
    SELECT customer_id, CAST(event_time AS DATE) AS purchase_day, sum(CAST(net_price * quantity AS DECIMAL(38, 4))) AS revenue
    FROM events
    WHERE event_type = 'purchase' AND customer_id IS NOT NULL
        AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
    GROUP BY ALL
),
first_days AS (SELECT customer_id, min(purchase_day) AS first_day FROM purchase_days GROUP BY customer_id),
today AS ( -- the last day that is known, in whole or in part
    SELECT CAST(coalesce(CAST(getvariable('as_of') AS TIMESTAMP) - INTERVAL 1 MICROSECOND, max(event_time)) AS DATE) AS last_day
    FROM events
)
SELECT
    customer_id,
    CAST(first_day AS TIMESTAMP) AS first_day,
    count(*) - 1 AS n_repeats,
    date_diff('day', first_day, max(purchase_day)) AS t_x_days,
    date_diff('day', first_day, last_day) AS age_days,
    CAST(sum(revenue) FILTER (purchase_day > first_day) AS DOUBLE) / nullif(count(*) - 1, 0) AS mean_repeat_value,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue
FROM purchase_days
JOIN first_days USING (customer_id)
CROSS JOIN today
GROUP BY customer_id, first_day, last_day
ORDER BY customer_id
