-- Rows of an import that the shop has from other files: the k-th copy of a row matches the k-th copy there.
-- Looked for within the span that the files share only; rows are told apart by a hash first, then by what they say.
CREATE OR REPLACE TEMP TABLE overlap AS
WITH there AS (
    SELECT hash(customer_id, event_time, event_type, product_id, quantity, net_price, order_id, session_id, store_id) AS fingerprint,
        customer_id, event_time, event_type, product_id, quantity, net_price, order_id, session_id, store_id
    FROM events
    WHERE import_no <> $import_no AND event_time BETWEEN $first AND $last
), here AS (
    SELECT rowid AS place,
        hash(customer_id, event_time, event_type, product_id, quantity, net_price, order_id, session_id, store_id) AS fingerprint,
        customer_id, event_time, event_type, product_id, quantity, net_price, order_id, session_id, store_id
    FROM events
    WHERE import_no = $import_no AND problem IS NULL AND event_time BETWEEN $first AND $last
      AND fingerprint IN (SELECT fingerprint FROM there)
), known AS (
    SELECT fingerprint, customer_id, event_time, event_type, product_id, quantity, net_price, order_id, session_id, store_id,
        count(*) AS n_copies
    FROM there
    WHERE fingerprint IN (SELECT fingerprint FROM here)
    GROUP BY ALL
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY fingerprint ORDER BY place) AS copy FROM here
)
SELECT place
FROM numbered JOIN known ON numbered.fingerprint = known.fingerprint
    AND numbered.customer_id IS NOT DISTINCT FROM known.customer_id
    AND numbered.event_time = known.event_time AND numbered.event_type = known.event_type
    AND numbered.product_id = known.product_id
    AND numbered.quantity IS NOT DISTINCT FROM known.quantity
    AND numbered.net_price IS NOT DISTINCT FROM known.net_price
    AND numbered.order_id IS NOT DISTINCT FROM known.order_id
    AND numbered.session_id IS NOT DISTINCT FROM known.session_id
    AND numbered.store_id IS NOT DISTINCT FROM known.store_id
WHERE copy <= n_copies
