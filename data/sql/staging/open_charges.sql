-- One row per name that may be a charge or a product, with what its lines do: are they looked at, bought several at once, twice in a
-- basket, alone, below the dearest other line of their basket, or at half the price of the cheapest one.
WITH opens AS (SELECT place, product_id, title FROM names_of_lines WHERE list_contains($places, place)),
lines AS (
    SELECT opens.place, event_type, net_price, quantity, net_price * quantity AS amount,
        coalesce(order_id, session_id, concat_ws(chr(31), customer_id, event_time)) AS basket
    FROM events LEFT JOIN opens ON events.product_id = opens.product_id AND events.title IS NOT DISTINCT FROM opens.title
    WHERE import_no = $import_no AND problem IS NULL
),
others AS (
    SELECT basket, max(amount) AS dearest, min(net_price) AS cheapest
    FROM lines
    WHERE place IS NULL AND event_type = 'purchase' AND basket IN (SELECT basket FROM lines WHERE place IS NOT NULL)
    GROUP BY basket
)
SELECT place,
    count(*) FILTER (event_type IN ('view', 'cart')) AS n_looks,
    count(*) FILTER (event_type IN ('purchase', 'return')) AS n_lines,
    count(DISTINCT lines.basket) FILTER (event_type = 'purchase') AS n_baskets,
    count(*) FILTER (event_type = 'purchase') - n_baskets AS n_again,
    count(*) FILTER (quantity > 1) AS n_several,
    count(DISTINCT lines.basket) FILTER (event_type = 'purchase' AND others.basket IS NULL) AS n_alone,
    count(*) FILTER (event_type = 'purchase' AND others.basket IS NOT NULL) AS n_beside,
    count(*) FILTER (event_type = 'purchase' AND amount < dearest) AS n_below,
    count(*) FILTER (event_type = 'purchase' AND net_price <= cheapest / 2) AS n_cheap
FROM lines LEFT JOIN others ON others.basket = lines.basket
WHERE place IS NOT NULL
GROUP BY place ORDER BY place
