-- How a file's order numbers stand where cells were merged: on the first line of an order only, its other fields likewise.
SELECT
    count(/* key */) AS n_numbered, count(DISTINCT /* key */) AS n_different,
    count(*) FILTER (/* key */ IS NULL) AS n_below,
    count(*) FILTER (/* key */ IS NULL AND NOT (/* is_bare */)) AS n_odd,
    count(*) FILTER (regexp_matches(/* key */, '\d') AND NOT (/* is_full */)) AS n_gaps, -- a total has no number
    count(DISTINCT of_block) FILTER (/* key */ IS NULL) AS n_continued,
    bool_and(of_block > 0) AS starts_full
FROM (SELECT *, count(/* key */) OVER (ORDER BY rowid ROWS UNBOUNDED PRECEDING) AS of_block FROM /* table */)
