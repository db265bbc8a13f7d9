-- How many discounts of a column are parts of one (0.1, 10 %), and how many beyond one: percents, or money.
SELECT count(*) FILTER (v > 0 AND v < 1) AS n_parts, count(*) FILTER (v > 1) AS n_beyond, min(place) FILTER (v > 1) AS first_beyond
FROM (SELECT rowid - (SELECT min(rowid) FROM probe) AS place, abs(TRY_CAST(share_number(/* column */) AS DOUBLE)) AS v FROM probe)
