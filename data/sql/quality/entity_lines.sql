-- The line of each id in a catalog or customers file.
INSERT INTO entity_lines
SELECT $import_no, $kind, hash(/* key */), places."row"
FROM staged JOIN places ON staged.rowid = places.record WHERE problem IS NULL
