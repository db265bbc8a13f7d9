"""Examples as a lab run keeps them: rows and pasts, of which `forget` can take out a customer's."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.lab.examples import Examples
from analytics.lab.files import EXAMPLES, PASTS

_INPUT = "input: "  # before the name of a column that is one
_PLACE = "place "


@dataclass(frozen=True)
class KeptRows:
    """Examples, and whom the codes of their customers are.

    Attributes
    ----------
    customer_ids : (n_customers,) by code; None where rows name nobody
    """

    examples: Examples
    customer_ids: NDArray[np.object_] | None = None


def write_examples(directory: Path, rows: KeptRows) -> None:
    """Write rows, and the pasts that they share."""
    examples, ids = rows.examples, rows.customer_ids
    table = examples.inputs.add_prefix(_INPUT).assign(outcome=examples.outcome, customer=examples.customer)
    if ids is not None:
        table["customer_id"] = ids[examples.customer]
    if examples.time is not None:
        table["time"] = examples.time
    if examples.has_past:
        table["past"] = examples.past_row
        tokens = {f"{_PLACE}{i}": column for i, column in enumerate(examples.past.T)}
        pasts = pd.DataFrame(tokens).assign(past=np.arange(len(examples.past)), n_tokens=examples.n_tokens)
        if ids is not None:
            pasts["customer_id"] = _whose(examples, ids)
        PASTS.write(directory, pasts)
    EXAMPLES.write(directory, table)


def read_examples(directory: Path) -> Examples:
    """Return what `write_examples` wrote; raises DamagedRunError where that cannot be read."""
    table = EXAMPLES.read(directory)
    names = [str(name) for name in table if str(name).startswith(_INPUT)]
    inputs = table[names].rename(columns=lambda name: str(name).removeprefix(_INPUT))
    time = table["time"].to_numpy("datetime64[us]") if "time" in table else None
    outcome, customer = table["outcome"].to_numpy(float), table["customer"].to_numpy(np.int64)
    return Examples(inputs, outcome, customer, time, *_pasts(directory, table))


def _pasts(directory: Path, table: pd.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.int64], int]:
    if "past" not in table:
        return np.zeros((0, 0), np.int32), np.zeros(0, np.int64), 0
    pasts = PASTS.read(directory)
    tokens = pasts[[name for name in pasts if str(name).startswith(_PLACE)]].to_numpy(np.int32)
    place = pd.Index(pasts["past"]).get_indexer(pd.Index(table["past"]))  # rows of the forgotten are gone
    return tokens, place.astype(np.int64), int(pasts["n_tokens"].max())


def _whose(examples: Examples, ids: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return whose each past is, (n_pasts,)."""
    whose = np.full(len(examples.past), None, object)
    whose[examples.past_row] = ids[examples.customer]
    return whose
