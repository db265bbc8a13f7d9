-- One row per name whose lines add up the other lines of their orders, or those above them, in nearly every order: a total. Looked at
-- are the first so many rows of an import. Two products of one price in an order are no sum: amounts and neighbors have to differ.
WITH lines AS (
    SELECT rowid AS line, order_id, product_id, title, CAST(net_price * quantity AS DOUBLE) AS amount
    FROM events
    WHERE import_no = $import_no AND problem IS NULL AND event_type = 'purchase' AND order_id IS NOT NULL AND net_price IS NOT NULL
      AND rowid < $n_rows + (SELECT min(rowid) FROM events WHERE import_no = $import_no)
),
sums AS (
    SELECT product_id, title, order_id, amount,
        sum(amount) OVER (PARTITION BY order_id) - amount AS others, count(*) OVER (PARTITION BY order_id) - 1 AS n_others,
        sum(amount) OVER above AS above, count(*) OVER above AS n_above, max(product_id) OVER above AS neighbor
    FROM lines WINDOW above AS (PARTITION BY order_id ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
judged AS (
    SELECT *, abs(amount - above) < 0.011 AS is_above, n_others > 1 AND abs(amount - others) < 0.011 AS is_all, coalesce(is_above OR is_all, FALSE) AS is_sum,
        is_sum AND (is_all OR n_above > 1) AS is_of_many
    FROM sums
)
SELECT place
FROM judged JOIN names_of_lines AS names ON judged.product_id = names.product_id AND judged.title IS NOT DISTINCT FROM names.title
GROUP BY place
HAVING count(*) >= 3 AND count(*) = count(DISTINCT order_id) AND count(*) FILTER (is_sum) >= 0.9 * count(*)
    AND count(DISTINCT amount) >= 3
    AND (count(*) FILTER (is_of_many) >= 2 OR count(*) >= 5 AND count(DISTINCT neighbor) >= 3)
ORDER BY place
