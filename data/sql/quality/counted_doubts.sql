-- grain: line, kind (a row that a treatment keeps out counts under the kind that did, and under no other)
CREATE OR REPLACE TEMP TABLE counted_doubts AS
SELECT kind, import_no, row_number AS "row", column_name, value FROM doubts
WHERE NOT EXISTS (
    FROM rejects
    WHERE rejects.import_no = doubts.import_no AND rejects.row_number = doubts.row_number
        AND rejects.reason <> doubts.kind AND list_contains($dropped, rejects.reason)
)
