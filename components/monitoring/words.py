"""What a monitoring says on its page; the sentences are those of the command line."""

from typing import Any

import pandas as pd

from analytics.cli.monitor_words import (
    ADVICE_WORDS,
    DRIFT_WORDS,
    SIGN_WORDS,
    answer_words,
    input_words,
    reasons,
    size_words,
)
from analytics.evidence.drift.codes import Advice, DriftInput
from analytics.runs.monitoring.job import Monitored
from components.shell import formats

PERIODS = {"then": "Tested on", "now": "Since"}
VERDICTS = {Advice.KEEP: "PASS", Advice.WATCH: "WARN", Advice.RETRAIN: "FAIL"}


def answer(found: Monitored) -> str:
    """Return what to do with the model, and why."""
    return answer_words(found.report, found.drift)


def why(found: Monitored) -> list[str]:
    """Return what speaks against keeping the model."""
    return reasons(found.report, found.drift)


def size(found: Monitored) -> str:
    """Return what was held against what."""
    return size_words(found.report)


def drift_table(found: Monitored) -> pd.DataFrame:
    """Return the inputs with their codes in words, the farthest moved first."""
    rows = found.drift
    told = rows.assign(
        input_name=[input_words(*key) for key in rows[["input", "subject"]].itertuples(index=False)],
        drift_name=rows["drift"].map(DRIFT_WORDS),
        advice_name=rows["advice"].map(ADVICE_WORDS),
    )
    return told.sort_values(["low", "psi"], ascending=False, kind="stable", ignore_index=True)


def bins_table(found: Monitored, input_name: str) -> pd.DataFrame:
    """Return the shares of one input, its bins in words."""
    rows = found.bins
    names = [input_words(*key) for key in rows[["input", "subject"]].itertuples(index=False)]
    own = rows[[name == input_name for name in names]].reset_index(drop=True)
    as_share = own["input"].eq(DriftInput.PRICE).any()
    labels = [_bin_words(row, as_share=bool(as_share)) for row in own.itertuples()]
    return own.assign(bin_name=labels)


def signs_table(found: Monitored) -> pd.DataFrame:
    """Return the figures of then and now in words."""
    rows = pd.DataFrame(found.report["signs"])
    return rows.assign(sign_name=rows["sign"].map(SIGN_WORDS), advice_name=rows["advice"].map(ADVICE_WORDS))


def periods(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with their period in words."""
    return rows.assign(period_name=rows["period"].map(PERIODS))


def _bin_words(row: Any, *, as_share: bool) -> str:
    low, high, name = row.low, row.high, row.name
    told = formats.share if as_share else _plain
    if name:
        return "First visit" if name == "missing" else str(name)
    if pd.isna(low):
        return "All others" if pd.isna(high) else f"up to {told(high)}"
    if pd.isna(high):
        return f"over {told(low)}"
    is_one = row.input == DriftInput.BASKET and high == low + 1
    return told(high) if is_one else f"over {told(low)} to {told(high)}"


def _plain(value: float) -> str:
    return f"{value:,.4g}"
