-- takes the rows of some classes out
DELETE FROM classed WHERE class_no IN (SELECT class_no FROM failing)
