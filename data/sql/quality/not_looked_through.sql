-- grain: import of events that no look was taken at as it came in
SELECT import_no FROM imports WHERE kind = 'events' AND import_no NOT IN (SELECT import_no FROM looked_through) ORDER BY import_no
