-- grain: one column of the customers: joined persons whose ids have different values in it
SELECT count(*)
FROM (SELECT person_id FROM customers JOIN found_links USING (customer_id)
      GROUP BY person_id HAVING count(DISTINCT /* column */) > 1)
