-- grain: jump of one import's file, in order
SELECT place, line FROM line_jumps WHERE import_no = $import_no ORDER BY place
