-- What statements about events in visits go on with: the visits numbered in time, and each of the `wanted` events with its visit.
visits AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY visited_at, customer_id, visit_kind, visit_key) - 1 AS visit_id FROM found
),
in_visits AS NOT MATERIALIZED (
    SELECT visit_id, wanted.*
    FROM (FROM wanted WHERE session_id IS NOT NULL) AS wanted
    JOIN (FROM visits WHERE visit_kind = 1) AS visits
        ON wanted.customer_id = visits.customer_id AND wanted.session_id = visits.visit_key
    UNION ALL
    SELECT visit_id, wanted.*
    FROM (FROM wanted WHERE session_id IS NULL AND /* is_browsed */) AS wanted
    ASOF JOIN (FROM visits WHERE visit_kind = 2) AS visits
        ON wanted.customer_id = visits.customer_id AND wanted.event_time >= visits.visited_at
    UNION ALL
    SELECT visit_id, wanted.*
    FROM (FROM wanted WHERE session_id IS NULL AND NOT /* is_browsed */) AS wanted
    JOIN (FROM visits WHERE visit_kind >= 3) AS visits
        ON wanted.customer_id = visits.customer_id AND order_kind(wanted.order_id) = visits.visit_kind
        AND order_key(wanted.order_id, wanted.event_time) = visits.visit_key
),
