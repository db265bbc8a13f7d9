-- How many values of a column are event types that are known.
SELECT
    count(v) AS n,
    count(read_event_type(v)) AS plain,
    0 AS otherwise,
    min(place) FILTER (v IS NOT NULL AND read_event_type(v) IS NULL) AS first_unread
FROM (SELECT rowid - (SELECT min(rowid) FROM probe) AS place, /* column */ AS v FROM probe)
