-- grain: search_no, product_id (bought after that search and before the visitor's next; none where nothing was)
-- A purchase follows a search in the same session, or within half an hour. A guest is known within a session only.
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
visitors AS NOT MATERIALIZED (
    SELECT
        event_time, event_type, session_id, product_id, query, customer_id IS NULL AS is_guest,
        coalesce(customer_id, session_id) AS visitor
    FROM known
    WHERE event_type IN ('search', 'purchase') AND coalesce(customer_id, session_id) IS NOT NULL
),
searches AS (
    SELECT is_guest, visitor, event_time AS searched_at, max(query) AS query, max(session_id) AS session_id
    FROM visitors
    WHERE event_type = 'search' AND query IS NOT NULL
    GROUP BY is_guest, visitor, event_time
),
purchases AS (
    SELECT DISTINCT is_guest, visitor, event_time, session_id, product_id
    FROM visitors WHERE event_type = 'purchase'
),
followed AS (
    SELECT DISTINCT searches.is_guest, searches.visitor, searched_at, product_id
    FROM purchases ASOF JOIN searches
        ON purchases.is_guest = searches.is_guest AND purchases.visitor = searches.visitor AND purchases.event_time >= searches.searched_at
    WHERE purchases.session_id = searches.session_id OR event_time <= searched_at + INTERVAL 30 MINUTE
)
SELECT
    dense_rank() OVER (ORDER BY searched_at, is_guest, visitor) AS search_no,
    CASE WHEN NOT is_guest THEN visitor END AS customer_id,
    searched_at, query, product_id
FROM searches LEFT JOIN followed USING (is_guest, visitor, searched_at)
ORDER BY search_no, product_id
