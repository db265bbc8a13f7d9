-- A capped value as it came in.
UPDATE events SET /* column */ = CAST(capped.value AS DECIMAL(18, 8))
FROM capped WHERE events.rowid = capped.rid AND capped.column_name = $name
