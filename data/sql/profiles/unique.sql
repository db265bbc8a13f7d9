-- How many of the first rows have a value in a column, and in how many of them it is another one.
SELECT count(v) AS n, count(DISTINCT v) AS n_distinct FROM (/* source */)
