-- The other ids of forgotten customers are forgotten as well.
DELETE FROM aliases
WHERE sha256((SELECT any_value(salt) FROM forgotten_customers) || customer_id) IN (SELECT hash FROM forgotten_customers)
   OR sha256((SELECT any_value(salt) FROM forgotten_customers) || alias_id) IN (SELECT hash FROM forgotten_customers)
