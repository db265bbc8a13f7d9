"""A finished run meets what its shop has sold since: drift of inputs, calibration and advised prices."""
