"""What the prices of a run rest on: the data's state, the model, its evidence and gates, costs and limits."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from analytics.runs import artifacts
from analytics.runs.config import RunConfig, read_config

EVIDENCE = ("auc", "log_loss", "brier", "ece", "n_visits", "n_products")


class Basis(Protocol):
    """A run, or what is read of one; `Results` are such."""

    @property
    def run_id(self) -> str:
        """Return which run it is."""

    @property
    def config(self) -> RunConfig:
        """Return what was assumed of costs and limits."""

    @property
    def gates(self) -> pd.DataFrame:
        """Return the gates, with verdict."""

    @property
    def evidence(self) -> dict[str, Any]:
        """Return evidence.json."""

    @property
    def record(self) -> dict[str, Any]:
        """Return run.json."""


@dataclass(frozen=True)
class RunBasis:
    """What is read of a run without its model."""

    run_id: str
    config: RunConfig
    gates: pd.DataFrame
    evidence: dict[str, Any]
    record: dict[str, Any]


def basis_of(run: Path) -> RunBasis:
    """Read what the prices of a run rest on; raises DamagedRunError where its files cannot be read."""
    return RunBasis(
        run.name,
        read_config(run),
        artifacts.GATES.read(run),
        artifacts.EVIDENCE.read(run),
        artifacts.RECORD.read(run),
    )


def facts_of(basis: Basis, book: pd.DataFrame) -> dict[str, Any]:
    """Return what an entry says of the prices of a book, as JSON holds it."""
    model = basis.evidence["model"]
    return {
        "data": str(basis.record["fingerprint"]),
        "model": basis.run_id,
        "seed": int(basis.record["seed"]),
        "versions": dict(basis.record.get("versions", {})),
        "evidence": {name: _figure(model[name]) for name in EVIDENCE if name in model},
        "gates": _counts(basis.gates["verdict"]),
        "verdicts": _counts(book["verdict"]),
        "costs": asdict(basis.config.costs),
        "limits": asdict(basis.config.limits),
        "n_prices": len(book),
    }


def _counts(verdicts: "pd.Series[Any]") -> dict[str, int]:
    return {str(verdict): int(n) for verdict, n in verdicts.value_counts().items()}


def _figure(value: Any) -> float | int | None:
    """Return a figure as JSON can hold it."""
    if value is None or pd.isna(value):
        return None
    return value if isinstance(value, int) else float(value)
