-- grain: customer_id (known customers with an event; each list holds their last events, oldest first)
-- product: place in $products from 1, or among the ids of all products known by then; 0 for any other.
-- event_type: 1 view, 2 cart, 3 purchase, 4 return, 5 search, 6 rate. relative_price: to the product's mean price, NaN where unknown.
WITH known AS NOT MATERIALIZED (FROM events_before(CAST($as_of AS TIMESTAMP))),
today AS (SELECT coalesce(CAST($as_of AS TIMESTAMP), max(event_time)) AS as_of FROM known),
prices AS (
    SELECT product_id, CAST(sum(net_price) FILTER (event_type <> 'return') AS DOUBLE)
        / nullif(count(net_price) FILTER (event_type <> 'return'), 0) AS mean_price
    FROM known GROUP BY product_id
),
places AS (
    SELECT product_id, row_number() OVER (ORDER BY product_id) AS place FROM prices WHERE CAST($products AS VARCHAR[]) IS NULL
    UNION ALL
    SELECT unnest(CAST($products AS VARCHAR[])), generate_subscripts(CAST($products AS VARCHAR[]), 1)
),
facts AS (
    SELECT product_id, min(place) AS place, any_value(mean_price) AS mean_price
    FROM prices FULL JOIN places USING (product_id) GROUP BY product_id
),
lines AS (
    SELECT customer_id, {
        'event_time': event_time,
        'event_type': CAST(list_position(['view', 'cart', 'purchase', 'return', 'search', 'rate'], event_type) AS UTINYINT),
        'product': CAST(coalesce(place, 0) AS INTEGER),
        'relative_price': CAST(coalesce(net_price / nullif(mean_price, 0), 'nan') AS FLOAT)
    } AS line -- events of one moment are ordered by all that is told of them, so ties look alike
    FROM known LEFT JOIN facts USING (product_id)
    WHERE customer_id IS NOT NULL
),
histories AS (
    SELECT customer_id, list_sort(list(line))[-coalesce(CAST($n_events AS INTEGER), 50):] AS history
    FROM lines GROUP BY customer_id
)
SELECT
    customer_id,
    [line.product FOR line IN history] AS product,
    [line.event_type FOR line IN history] AS event_type,
    [line.relative_price FOR line IN history] AS relative_price,
    [CAST(date_sub('day', line.event_time, as_of) AS INTEGER) FOR line IN history] AS days_since
FROM histories, today
ORDER BY customer_id
