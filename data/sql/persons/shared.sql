-- grain: customer_id, said, found_by (of what more than one id shares), with how many ids share it
SELECT customer_id, said, found_by, n_ids
FROM said JOIN (SELECT said, count(DISTINCT customer_id) AS n_ids FROM said GROUP BY said HAVING n_ids > 1) AS counts USING (said)
ORDER BY said, customer_id, found_by
