-- The customers by persons: of an attribute that several ids of one person have, the first id's counts. Whether they agreed is no attribute.
CREATE OR REPLACE TEMP VIEW customers AS
SELECT * /* less */ FROM (
    SELECT * FROM /* shop */.main.customers ANTI JOIN /* shop */.main.person_links USING (customer_id)
    UNION ALL BY NAME
    SELECT links.person_id AS customer_id, arg_min(COLUMNS(own.* EXCLUDE (customer_id)), own.customer_id)
    FROM /* shop */.main.customers AS own JOIN /* shop */.main.person_links AS links ON links.customer_id = own.customer_id
    GROUP BY links.person_id
) AS everyone
WHERE getvariable('hides_refusers') IS NOT TRUE
   OR customer_id NOT IN (SELECT refusers.customer_id FROM /* shop */.main.refusers AS refusers)
