-- Where all visits begin, to be kept.
INSERT INTO visit_starts FROM starts_of_visits(CAST(NULL AS TIMESTAMP))
