-- grain: column that the mapping of some file fills
SELECT DISTINCT kind, unnest(json_keys(mapping, '$.columns')) AS name FROM imports
