-- Whether ids look like whole numbers written as decimals (17850.0), and how many start like codes (a digit in them).
SELECT
    count(v) AS n,
    count(*) FILTER (regexp_full_match(trim(v), '\d+\.0+')) AS whole,
    count(*) FILTER (regexp_matches(v, '\d')) AS coded
FROM (SELECT /* column */ AS v FROM probe)
