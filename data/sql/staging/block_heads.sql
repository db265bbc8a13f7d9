-- Lines below the first one of an order get its number where cells were merged: those that have nothing of an order themselves.
CREATE OR REPLACE TEMP TABLE typed AS
SELECT * EXCLUDE (head, place) REPLACE (coalesce(/* key */, nullif(last_value(head IGNORE NULLS) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING), '')) AS /* key */)
FROM (SELECT *, rowid AS place, CASE WHEN NOT (/* is_bare */) THEN coalesce(/* key */, '') END AS head FROM typed)
ORDER BY place
