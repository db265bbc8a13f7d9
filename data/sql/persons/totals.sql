-- grain: one row: how many customer ids the shop knows, and how many its files of persons name that it does not
WITH ids AS (
    SELECT customer_id FROM events WHERE customer_id IS NOT NULL
    UNION
    SELECT customer_id FROM customers WHERE customer_id IS NOT NULL
),
named AS (SELECT customer_id FROM persons UNION SELECT same_as FROM persons WHERE same_as IS NOT NULL)
SELECT (SELECT count(*) FROM ids) AS n_ids, (SELECT count(*) FROM named ANTI JOIN ids USING (customer_id)) AS n_unknown
