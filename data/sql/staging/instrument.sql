-- One row per name that an instrument is stored under.
INSERT INTO instruments SELECT $name WHERE $name NOT IN (SELECT name FROM instruments)
