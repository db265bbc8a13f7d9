-- grain: record whose price is written in another currency than most prices of the file
WITH signs AS (
    SELECT rowid - (SELECT min(rowid) FROM probe) AS record, /* column */ AS value,
        replace(replace(replace(nullif(regexp_extract(/* column */, '[A-Z]{3}|[$€£¥₹₽₩元]|kr|zł'), ''), '€', 'EUR'), '$', 'USD'), '£', 'GBP') AS sign
    FROM probe
),
usual AS (SELECT sign FROM signs WHERE sign IS NOT NULL GROUP BY sign ORDER BY count(*) DESC, sign LIMIT 1)
SELECT 'mixed_currency' AS kind, record AS rid, 'net_price' AS column_name, value
FROM signs, usual WHERE signs.sign <> usual.sign
