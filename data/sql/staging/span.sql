-- First and last time of the events of one import.
SELECT min(event_time), max(event_time) FROM events WHERE import_no = $import_no
