"""Curves of a purchase score on visits held out: ROC, precision–recall, calibration, profit."""
