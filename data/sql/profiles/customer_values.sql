-- How many customers of one import who came more than once have a single value of an attribute, of how many.
SELECT count(*) FILTER (lowest = highest), count(*)
FROM (
    SELECT min(/* name */) AS lowest, max(/* name */) AS highest
    FROM events
    WHERE import_no = $import_no AND problem IS NULL AND customer_id IS NOT NULL AND /* name */ IS NOT NULL
    GROUP BY customer_id
    HAVING min(event_time) < max(event_time)
)
