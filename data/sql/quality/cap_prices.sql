-- Values beyond what is usual become the nearest usual one; rows that another kind dropped are no longer there.
UPDATE events SET net_price = CAST(capped.cap AS DECIMAL(18, 8))
FROM (SELECT rid, min(cap) AS cap FROM treated WHERE treatment = 'cap' AND column_name = 'net_price' GROUP BY rid) AS capped
WHERE events.rowid = capped.rid
