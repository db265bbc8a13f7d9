"""The gates before any advice: what the data can show, what remains doubtful, and what would answer it.

What a gate costs and saves is measured on shops whose truth is known: `tests/benchmarks/gates.py`.
"""

from analytics.checks.gates.gate import VERDICTS, Gate, Verdict, gates_frame, worst
from analytics.checks.gates.judge import judge, unlearned_products
from analytics.checks.gates.product import (
    ALL_MIXED,
    GOOD_SOLD,
    GOOD_SPREAD,
    LEAST_SOLD,
    LEAST_SPREAD,
    MIXED,
    product_gates,
)
from analytics.checks.gates.shop import ALARM_T, LEAST_JOINT, REFUSAL_T, joint_exposure_gate, shop_gates

__all__ = [
    "ALARM_T",
    "ALL_MIXED",
    "GOOD_SOLD",
    "GOOD_SPREAD",
    "LEAST_JOINT",
    "LEAST_SOLD",
    "LEAST_SPREAD",
    "MIXED",
    "REFUSAL_T",
    "VERDICTS",
    "Gate",
    "Verdict",
    "gates_frame",
    "joint_exposure_gate",
    "judge",
    "product_gates",
    "shop_gates",
    "unlearned_products",
    "worst",
]
