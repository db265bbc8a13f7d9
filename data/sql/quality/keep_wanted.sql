-- Searches find neighbors of the wanted kinds, too.
DELETE FROM found WHERE NOT list_contains($kinds, kind)
