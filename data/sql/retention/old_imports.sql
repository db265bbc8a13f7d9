-- Imports from before a moment, those too that a later one replaced: rows without a time are as old as their import.
CREATE OR REPLACE TEMP TABLE old_imports AS
SELECT import_no FROM imports WHERE imported_at < $before
