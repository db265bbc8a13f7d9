-- grain: place (of what `listed` has of lines of files: import_no, row, value) that is of a customer who refuses, or names one
WITH lines AS (
    SELECT import_no, file_row FROM events SEMI JOIN refusers USING (customer_id)
    UNION SELECT import_no, file_row FROM set_aside SEMI JOIN refusers USING (customer_id)
    UNION SELECT import_no, file_row FROM replaced_events SEMI JOIN refusers USING (customer_id)
),
cells AS (
    SELECT place, unnest(list_append(regexp_split_to_array(CAST(value AS VARCHAR), '[\s,;|"]+'), CAST(value AS VARCHAR))) AS cell FROM listed
)
SELECT place FROM listed JOIN lines ON listed.import_no = lines.import_no AND listed."row" = lines.file_row
UNION
SELECT place FROM cells WHERE cell IN (SELECT customer_id FROM refusers)
