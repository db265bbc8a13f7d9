-- The line of its file that each of these events stands on.
UPDATE events SET file_row = numbered_lines.line FROM numbered_lines WHERE events.rowid = numbered_lines.rid
