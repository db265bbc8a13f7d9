"""What a gate is: a check with its verdict, its figure, a plain sentence, and what would help."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Verdict = Literal["PASS", "WARN", "FAIL"]
VERDICTS: tuple[Verdict, ...] = ("PASS", "WARN", "FAIL")
STRONG_INSTRUMENT = 10.0  # first-stage F: Staiger & Stock (1997)


@dataclass(frozen=True)
class Gate:
    """One check with its verdict, figure, plain sentence, and what would help."""

    name: str
    product_id: str | None
    verdict: Verdict
    value: float
    detail: str
    remedy: str = ""


def worst(verdicts: Iterable[str]) -> Verdict:
    """Return the most severe verdict; PASS where there is none."""
    return max(verdicts, key=lambda v: VERDICTS.index(v), default="PASS")  # type: ignore[arg-type]


def gates_frame(gates: list[Gate]) -> pd.DataFrame:
    """Return gates as a frame, one row each."""
    columns = ["name", "product_id", "verdict", "value", "detail", "remedy"]
    return pd.DataFrame([vars(gate) for gate in gates], columns=columns)
