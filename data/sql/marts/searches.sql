-- grain: customer_id, searched_at, product_id (bought after that search and before the next; none where nothing was)
-- A purchase follows a search in the same session, or within half an hour; guests have no history and are left out.
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
searches AS (
    SELECT customer_id, event_time AS searched_at, max(query) AS query, max(session_id) AS session_id
    FROM known
    WHERE event_type = 'search' AND customer_id IS NOT NULL AND query IS NOT NULL
    GROUP BY customer_id, event_time
),
purchases AS (
    SELECT DISTINCT customer_id, event_time, session_id, product_id
    FROM known WHERE event_type = 'purchase' AND customer_id IS NOT NULL
),
followed AS (
    SELECT DISTINCT searches.customer_id, searched_at, product_id
    FROM purchases ASOF JOIN searches
        ON purchases.customer_id = searches.customer_id AND purchases.event_time >= searches.searched_at
    WHERE purchases.session_id = searches.session_id OR event_time <= searched_at + INTERVAL 30 MINUTE
)
SELECT customer_id, searched_at, query, product_id
FROM searches LEFT JOIN followed USING (customer_id, searched_at)
ORDER BY customer_id, searched_at, product_id
