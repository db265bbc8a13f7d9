"""Whether a stored model still fits what has happened since: inputs, calibration, advised prices."""
