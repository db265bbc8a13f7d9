"""Curves of a purchase score on visits held out: ROC, precision–recall, calibration, profit."""

from analytics.evidence.curves.bands import CurveWithBand, precision_recall_with_band, roc_curve_with_band
from analytics.evidence.curves.calibration import calibration, expected_calibration_error
from analytics.evidence.curves.decisions import Confusion, confusion, profit_at_thresholds
from analytics.evidence.curves.summary import summary

__all__ = [
    "Confusion",
    "CurveWithBand",
    "calibration",
    "confusion",
    "expected_calibration_error",
    "precision_recall_with_band",
    "profit_at_thresholds",
    "roc_curve_with_band",
    "summary",
]
