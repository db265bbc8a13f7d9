-- What is kept of doubts. `file_row` is the line of its file that a row stands on.
ALTER TABLE events ADD COLUMN IF NOT EXISTS file_row BIGINT;
CREATE TABLE IF NOT EXISTS doubts (
    import_no INTEGER, row_number BIGINT, kind VARCHAR, column_name VARCHAR, value VARCHAR, treatment VARCHAR
);
-- Rows dropped by a treatment, whole, so that they can be put back.
CREATE TABLE IF NOT EXISTS set_aside AS SELECT * FROM events LIMIT 0;
-- Lines of orders that came again, changed, and of imports that were mapped anew; each knows the import that replaced it.
CREATE TABLE IF NOT EXISTS replaced_events AS SELECT *, CAST(0 AS INTEGER) AS replaced_by FROM events LIMIT 0;
ALTER TABLE replaced_events ADD COLUMN IF NOT EXISTS file_row BIGINT;
-- Imports whose rows were looked through as they came in.
CREATE TABLE IF NOT EXISTS looked_through (import_no INTEGER);
-- Line of each id in a catalog or customers file; ids as hashes.
CREATE TABLE IF NOT EXISTS entity_lines (import_no INTEGER, kind VARCHAR, id_hash UBIGINT, row_number BIGINT);
