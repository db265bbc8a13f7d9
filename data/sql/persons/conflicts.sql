-- grain: one column of the customers: joined persons whose ids have different values in it
SELECT count(*)
FROM (SELECT links.person_id FROM customers AS own JOIN found_links AS links ON links.customer_id = own.customer_id
      GROUP BY links.person_id HAVING count(DISTINCT own./* column */) > 1)
