-- One row per order of an import that an earlier one has too, on the same day and in the same place, with how its lines differ.
-- What stays out by its status is a line of its version all the same. An order that each file has on one day only, one day apart, has
-- moved past midnight to another time zone where it has by quarters of an hour, as most such orders of the two files, and shares a product;
-- `own_day` is the earlier one's.
CREATE OR REPLACE TEMP TABLE shared_orders AS
WITH here_lines AS (
    SELECT order_id, event_time, CAST(event_time AS DATE) AS day, customer_id, product_id, net_price, store_id, /* place */ AS place,
        hash(customer_id, event_time, event_type, product_id, quantity, net_price, session_id, store_id) AS fingerprint, true AS is_sale
    FROM events
    WHERE import_no = $import_no AND problem IS NULL AND order_id IS NOT NULL AND event_type IN ('purchase', 'return')
      AND event_time BETWEEN $first AND $last
    UNION ALL
    SELECT order_id, event_time, CAST(event_time AS DATE), NULL, product_id, NULL, NULL, NULL, 0, false FROM no_sales WHERE event_time BETWEEN $first AND $last
), all_there_lines AS (
    SELECT import_no, order_id, event_time, CAST(event_time AS DATE) AS day, customer_id, product_id, net_price, store_id, /* place */ AS place,
        hash(customer_id, event_time, event_type, product_id, quantity, net_price, session_id, store_id) AS fingerprint
    FROM events
    WHERE import_no <> $import_no AND event_type IN ('purchase', 'return') AND event_time BETWEEN $first AND $last
      AND order_id IN (SELECT order_id FROM here_lines)
), days_here AS (
    SELECT order_id, min(day) AS day, min(event_time) AS moment FROM here_lines GROUP BY order_id HAVING min(day) = max(day)
), days_there AS (
    SELECT import_no, order_id, min(day) AS own_day, min(event_time) AS own_moment
    FROM all_there_lines GROUP BY import_no, order_id HAVING min(day) = max(day)
), neighbors AS (
    SELECT import_no, order_id, day, date_diff('second', own_moment, moment) AS moved_by, abs(moved_by) <= 14 * 3600 AND moved_by % 900 = 0 AS is_zone
    FROM days_there JOIN days_here USING (order_id) WHERE abs(date_diff('day', own_day, day)) = 1
), moved AS (
    SELECT import_no, order_id, day FROM neighbors
    WHERE is_zone AND import_no IN (SELECT import_no FROM neighbors GROUP BY import_no HAVING 2 * count(*) FILTER (is_zone) >= count(*))
), there_lines AS (
    SELECT lines.* REPLACE (coalesce(moved.day, lines.day) AS day), lines.day AS own_day
    FROM all_there_lines AS lines LEFT JOIN moved ON moved.import_no = lines.import_no AND moved.order_id = lines.order_id
), here AS (
    SELECT order_id, day, max(store_id) AS store_id, max(place) AS place,
        list(DISTINCT product_id) AS products, count(net_price) AS n_priced, count(customer_id) AS n_known, bool_and(is_sale) AS is_sale
    FROM here_lines GROUP BY order_id, day
), there AS (
    SELECT import_no, order_id, day, own_day, max(store_id) AS store_id, max(place) AS place,
        list(DISTINCT product_id) AS products, count(net_price) AS n_priced, count(customer_id) AS n_known
    FROM there_lines GROUP BY import_no, order_id, day, own_day
), here_copies AS (
    SELECT order_id, day, fingerprint, count(*) AS n FROM here_lines WHERE is_sale GROUP BY ALL
), there_copies AS (
    SELECT import_no, order_id, day, fingerprint, count(*) AS n FROM there_lines GROUP BY ALL
), left_there AS (
    SELECT there_copies.import_no, there_copies.order_id, there_copies.day
    FROM there_copies LEFT JOIN here_copies
        ON here_copies.order_id = there_copies.order_id AND here_copies.day = there_copies.day AND here_copies.fingerprint = there_copies.fingerprint
    WHERE there_copies.n > coalesce(here_copies.n, 0) GROUP BY ALL
), left_here AS (
    SELECT there.import_no, there.order_id, there.day
    FROM there JOIN here_copies ON here_copies.order_id = there.order_id AND here_copies.day = there.day LEFT JOIN there_copies
        ON there_copies.import_no = there.import_no AND there_copies.order_id = there.order_id AND there_copies.day = there.day
        AND there_copies.fingerprint = here_copies.fingerprint
    WHERE here_copies.n > coalesce(there_copies.n, 0) GROUP BY ALL
)
SELECT there.import_no, there.order_id, there.day, there.own_day, list_has_any(here.products, there.products) AS has_common_product,
    left_there.order_id IS NOT NULL AS has_more_there, left_here.order_id IS NOT NULL AS has_more_here,
    here.is_sale AND (here.n_priced = 0 AND there.n_priced > 0 OR here.n_known = 0 AND there.n_known > 0) AS is_poorer
FROM here JOIN there ON there.order_id = here.order_id AND there.day = here.day
LEFT JOIN left_there ON left_there.import_no = there.import_no AND left_there.order_id = there.order_id AND left_there.day = there.day
LEFT JOIN left_here ON left_here.import_no = there.import_no AND left_here.order_id = there.order_id AND left_here.day = there.day
WHERE (here.store_id = there.store_id OR here.store_id IS NULL OR there.store_id IS NULL)
  AND (here.place = there.place OR here.place IS NULL OR there.place IS NULL)
  AND (there.own_day = there.day OR list_has_any(here.products, there.products))
