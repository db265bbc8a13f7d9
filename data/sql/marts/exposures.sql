-- grain: customer_id, product_id, day, arm (what known customers were shown by recommendation, and within seven days first looked at or bought)
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
shown AS (
    SELECT customer_id, product_id, CAST(event_time AS DATE) AS day, shown_by AS arm, min(event_time) AS first_shown_at, count(*) AS n_shown
    FROM known
    WHERE event_type = 'exposure' AND customer_id IS NOT NULL AND product_id IS NOT NULL
    GROUP BY ALL
),
answers AS (
    SELECT shown.customer_id, shown.product_id, shown.day, shown.arm,
        min(event_time) FILTER (event_type IN ('view', 'cart')) AS looked_at,
        min(event_time) FILTER (event_type = 'purchase') AS bought_at
    FROM shown
    JOIN known ON known.customer_id = shown.customer_id AND known.product_id = shown.product_id
        AND known.event_type IN ('view', 'cart', 'purchase')
        AND known.event_time BETWEEN shown.first_shown_at AND shown.first_shown_at + INTERVAL 7 DAY
    GROUP BY ALL
)
SELECT shown.customer_id, shown.product_id, shown.day, shown.arm, n_shown, CAST(looked_at AS DATE) AS looked_day, CAST(bought_at AS DATE) AS bought_day
FROM shown
LEFT JOIN answers ON answers.customer_id = shown.customer_id AND answers.product_id = shown.product_id
    AND answers.day = shown.day AND answers.arm IS NOT DISTINCT FROM shown.arm
ORDER BY customer_id, product_id, day, arm
