-- grain: customer_id, said (what files say of an id: the person's own id, or another id that is the same person)
SELECT DISTINCT customer_id, 'person ' || person_id AS said, 'map' AS found_by FROM persons WHERE person_id IS NOT NULL
UNION
SELECT customer_id, 'same ' || same_as, 'map' FROM persons WHERE same_as IS NOT NULL
UNION
SELECT same_as, 'same ' || same_as, 'map' FROM persons WHERE same_as IS NOT NULL
