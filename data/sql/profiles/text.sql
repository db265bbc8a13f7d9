-- Whether ids look like whole numbers written as decimals (17850.0), how many lost their digits (1.2E+05), are guarded
-- against that, are lists of ids or of products with their quantities, or have digits as codes do.
SELECT
    count(v) AS n,
    if(bool_or(suffix(v, '.0')), count(*) FILTER (regexp_full_match(trim(v), '\d+(\.0+)?')), 0) AS whole,
    count(*) FILTER (is_damaged_id(v)) AS damaged,
    count(*) FILTER (is_guarded_id(v)) AS guarded,
    count(*) FILTER (is_list(v)) AS lists,
    count(*) FILTER (lists_products(v)) AS several,
    count(*) FILTER (regexp_matches(v, '\d')) AS coded
FROM (SELECT /* column */ AS v FROM probe)
