-- One row of `imports`: what came in with one file.
INSERT INTO imports BY NAME (
    SELECT
        CAST($import_no AS INTEGER) AS import_no, $import_id AS import_id, $file AS file, $kind AS kind,
        $content_hash AS content_hash, $mapping AS mapping, $rows_read AS rows_read, $rows_kept AS rows_kept,
        $rejected AS rejected, CAST($event_time_min AS TIMESTAMP) AS event_time_min,
        CAST($event_time_max AS TIMESTAMP) AS event_time_max, CAST($imported_at AS TIMESTAMP) AS imported_at
)
