-- Whether the dots of a column part thousands (12.500 beside 990) and are no decimal points: each has three digits after it, some
-- end in a zero that no trimmed decimal has, and what has no dot is below a thousand and not all below a hundred.
SELECT n_dotted > 0 AND n_dotted = n_grouped AND n_round > 0 AND n_bare = n_short AND n_hundreds > 0
FROM (
    SELECT count(*) FILTER (has_dot) AS n_dotted,
        count(*) FILTER (has_dot AND regexp_full_match(v, '[-+]?[1-9]\d{0,2}(\.\d{3})+')) AS n_grouped,
        count(*) FILTER (has_dot AND suffix(v, '0')) AS n_round,
        count(*) FILTER (NOT has_dot) AS n_bare,
        count(*) FILTER (NOT has_dot AND regexp_full_match(v, '[-+]?\d{1,3}')) AS n_short,
        count(*) FILTER (NOT has_dot AND regexp_full_match(v, '[-+]?[1-9]\d\d')) AS n_hundreds
    FROM (SELECT trim(/* column */) AS v, contains(/* column */, '.') AS has_dot FROM probe WHERE /* column */ IS NOT NULL LIMIT $n_rows)
)
