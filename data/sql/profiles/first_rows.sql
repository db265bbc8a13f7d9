-- One row of counts over the orders of several lines: how many there are, and per column how often the first line has a value,
-- and how often later ones have one, none, or another than the first line's.
SELECT count(*) FILTER (is_first) AS n_orders, /* counts */
FROM (
    SELECT lines.*, lines.rowid = several.place AS is_first, /* first_values */
    FROM /* table */ AS lines JOIN (
        SELECT /* key */ AS of_key, min(rowid) AS place FROM /* table */ WHERE /* key */ IS NOT NULL GROUP BY /* key */ HAVING count(*) > 1
    ) AS several ON lines./* key */ = of_key
)
