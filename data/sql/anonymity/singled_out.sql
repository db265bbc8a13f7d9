-- grain: one row: how many rows nobody else is like in what an attacker knows
SELECT count(*) FILTER (n_alike = 1) AS n_singled_out
FROM (SELECT count(*) OVER (PARTITION BY /* known */) AS n_alike FROM coded WHERE is_released)
