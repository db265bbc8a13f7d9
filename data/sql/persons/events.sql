-- The events by persons, within the stores and channels that are looked at.
CREATE OR REPLACE TEMP VIEW events AS
SELECT events.* REPLACE (coalesce(links.person_id, events.customer_id) AS customer_id)
FROM /* shop */.main.events AS events LEFT JOIN /* shop */.main.person_links AS links USING (customer_id)
WHERE (getvariable('only_stores') IS NULL OR list_contains(CAST(getvariable('only_stores') AS VARCHAR[]), events.store_id))
  AND (getvariable('only_channels') IS NULL OR list_contains(CAST(getvariable('only_channels') AS VARCHAR[]), events.channel))
  AND (getvariable('hides_refusers') IS NOT TRUE OR events.customer_id IS NULL
       OR events.customer_id NOT IN (SELECT refusers.customer_id FROM /* shop */.main.refusers AS refusers))
