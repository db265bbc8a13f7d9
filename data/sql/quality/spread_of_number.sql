-- grain: one of n_bars equal steps between the 1st and the 99th percentile of every some-th row
WITH known AS (SELECT CAST(/* column */ AS DOUBLE) AS x FROM /* table */ WHERE /* column */ IS NOT NULL AND rowid % $step = 0),
ends AS (SELECT quantile_cont(x, [0.01, 0.99]) AS e FROM known),
counted AS (
    SELECT CASE WHEN e[2] > e[1] THEN greatest(least(CAST(floor((x - e[1]) / (e[2] - e[1]) * $n_bars) AS INTEGER), $n_bars - 1), 0) ELSE 0 END AS place,
        count(*) AS n
    FROM known, ends GROUP BY place
)
SELECT places.place, coalesce(n, 0) AS n
FROM range($n_bars) AS places(place) LEFT JOIN counted ON counted.place = places.place ORDER BY places.place
