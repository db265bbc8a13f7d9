-- The second and later lines of one id in a catalog, customers or offers file are problems of their own.
UPDATE staged SET problem = problem('listed_twice', $named, trim(translate(/* key */, chr(30), ' ')))
WHERE problem IS NULL AND rowid NOT IN (
    SELECT min(rowid) FROM staged WHERE problem IS NULL GROUP BY /* key */
)
