-- The views of events that every mart starts from.

-- Events known at `as_of` (all of them where it is NULL).
CREATE OR REPLACE MACRO events_before(as_of) AS TABLE
    SELECT * FROM events WHERE as_of IS NULL OR event_time < as_of;

-- Order lines: purchases with the order they belong to; without an order id the session, else the customer's day.
CREATE OR REPLACE MACRO order_lines(as_of) AS TABLE
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND (as_of IS NULL OR event_time < as_of);

-- Events of known customers that make visits.
CREATE OR REPLACE MACRO visiting_events(as_of) AS TABLE
    SELECT customer_id, event_time, event_type, product_id, net_price, quantity, order_id, session_id, store_id, import_no
    FROM events
    WHERE customer_id IS NOT NULL AND event_type IN ('view', 'cart', 'purchase', 'search') AND (as_of IS NULL OR event_time < as_of);

-- Where visits without a session begin: a customer's first event, and each one after 30 quiet minutes.
-- Events of one moment open no gap between them, so their order does not matter.
CREATE OR REPLACE MACRO starts_of_visits(as_of) AS TABLE
    SELECT customer_id, event_time AS started_at
    FROM (
        SELECT customer_id, event_time,
            event_time - lag(event_time) OVER (PARTITION BY customer_id ORDER BY event_time) AS quiet_time
        FROM visiting_events(as_of) WHERE session_id IS NULL
    )
    WHERE quiet_time IS NULL OR quiet_time > INTERVAL 30 MINUTE;

-- For what is kept of visits: events that came with later imports, and when events known by then were last.
CREATE OR REPLACE MACRO visiting_events_after(import) AS TABLE
    SELECT customer_id, event_time FROM visiting_events(CAST(NULL AS TIMESTAMP)) WHERE session_id IS NULL AND import_no > import;
CREATE OR REPLACE MACRO last_known_visits() AS TABLE
    SELECT customer_id, max(last_at) AS last_at FROM last_visits GROUP BY customer_id;

-- What names a visit of a shop that knows orders only: the order (3), else the customer's day (4).
CREATE OR REPLACE MACRO order_kind(order_id) AS CASE WHEN order_id IS NOT NULL THEN 3 ELSE 4 END;
CREATE OR REPLACE MACRO order_key(order_id, event_time) AS coalesce(order_id, CAST(CAST(event_time AS DATE) AS VARCHAR));

-- Each visit once; guests have none. A visit is a session (1), else what lies between two quiet half hours (2), else, where
-- the shop records neither views nor carts, an order (3) or a day (4). Whether it does (`is_browsed`) is asked of what was
-- known by then; whether `visit_starts` holds the quiet half hours of this state (`are_starts_kept`) of the store.
CREATE OR REPLACE MACRO found_visits(as_of, is_browsed, are_starts_kept) AS TABLE
    SELECT customer_id, 1 AS visit_kind, session_id AS visit_key, min(event_time) AS visited_at
    FROM visiting_events(as_of) WHERE session_id IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT customer_id, 2, '', started_at
    FROM visit_starts WHERE is_browsed AND are_starts_kept AND (as_of IS NULL OR started_at < as_of)
    UNION ALL
    SELECT customer_id, 2, '', started_at
    FROM starts_of_visits(as_of) WHERE is_browsed AND NOT are_starts_kept
    UNION ALL
    SELECT customer_id, order_kind(order_id), order_key(order_id, event_time), min(event_time)
    FROM visiting_events(as_of) WHERE session_id IS NULL AND NOT is_browsed GROUP BY ALL;

-- The visits numbered in time.
CREATE OR REPLACE MACRO numbered_visits(as_of, is_browsed, are_starts_kept) AS TABLE
    SELECT *, row_number() OVER (ORDER BY visited_at, customer_id, visit_kind, visit_key) - 1 AS visit_id
    FROM found_visits(as_of, is_browsed, are_starts_kept);

-- Each event of a relation with its visit, one of another relation; both are named.
CREATE OR REPLACE MACRO in_visits(events_name, visits_name, is_browsed) AS TABLE
    SELECT visit_id, wanted.*
    FROM (FROM query_table(events_name) WHERE session_id IS NOT NULL) AS wanted
    JOIN (FROM query_table(visits_name) WHERE visit_kind = 1) AS known
        ON wanted.customer_id = known.customer_id AND wanted.session_id = known.visit_key
    UNION ALL
    SELECT visit_id, wanted.*
    FROM (FROM query_table(events_name) WHERE session_id IS NULL AND is_browsed) AS wanted
    ASOF JOIN (FROM query_table(visits_name) WHERE visit_kind = 2) AS known
        ON wanted.customer_id = known.customer_id AND wanted.event_time >= known.visited_at
    UNION ALL
    SELECT visit_id, wanted.*
    FROM (FROM query_table(events_name) WHERE session_id IS NULL AND NOT is_browsed) AS wanted
    JOIN (FROM query_table(visits_name) WHERE visit_kind >= 3) AS known
        ON wanted.customer_id = known.customer_id AND order_kind(wanted.order_id) = known.visit_kind
        AND order_key(wanted.order_id, wanted.event_time) = known.visit_key;
