-- grain: customer_id, said (the keys of a customer in one column of the customers file)
SELECT customer_id, 'key ' || written_key(/* name */, plain) AS said, 'key' AS found_by
FROM (SELECT DISTINCT customer_id, plain_key(CAST(/* column */ AS VARCHAR)) AS plain FROM customers WHERE customer_id IS NOT NULL)
WHERE NOT is_placeholder(plain)
