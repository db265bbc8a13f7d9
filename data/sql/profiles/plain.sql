-- How many values the probed columns have, and how many of them are plainly readable (ids: not written as 17850.0).
SELECT /* counts */ FROM probe
