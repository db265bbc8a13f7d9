-- The dropped rows leave the events.
DELETE FROM events WHERE rowid IN (SELECT rid FROM dropped)
