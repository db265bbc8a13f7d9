-- Doubts that a search finds anew.
DELETE FROM doubts WHERE NOT list_contains($stored, kind)
