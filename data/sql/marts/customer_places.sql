-- grain: customer_id (known customers with a purchase: the store and the channel of most of their orders, of equal ones the first by name)
WITH order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT customer_id, store_id, channel,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND customer_id IS NOT NULL
        AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
stores AS (
    SELECT customer_id, store_id, row_number() OVER (PARTITION BY customer_id ORDER BY orders DESC, store_id) AS place
    FROM (SELECT customer_id, store_id, count(DISTINCT basket_id) AS orders FROM order_lines WHERE store_id IS NOT NULL GROUP BY ALL)
),
channels AS (
    SELECT customer_id, channel, row_number() OVER (PARTITION BY customer_id ORDER BY orders DESC, channel) AS place
    FROM (SELECT customer_id, channel, count(DISTINCT basket_id) AS orders FROM order_lines WHERE channel IS NOT NULL GROUP BY ALL)
)
SELECT customer_id, store_id, channel
FROM (SELECT DISTINCT customer_id FROM order_lines)
LEFT JOIN (FROM stores WHERE place = 1) USING (customer_id)
LEFT JOIN (FROM channels WHERE place = 1) USING (customer_id)
ORDER BY customer_id
