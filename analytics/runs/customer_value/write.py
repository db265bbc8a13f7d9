"""What is found of customers' value, as files."""

from pathlib import Path
from typing import Any

import pandas as pd

from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.segments.classifier import classifier_of
from analytics.runs.customer_value.frames import CustomerFrames
from analytics.runs.customer_value.moves import moves_of, rfm_segments_by_month, value_segments_by_month
from analytics.runs.customer_value.value import ValueModel
from analytics.segments.lifetime.value import YEAR_DAYS
from analytics.segments.new_customers.evaluation import NewCustomers, evaluate_new_customers
from analytics.segments.new_customers.outcomes import CLASSES
from analytics.segments.traits import portray
from data.privacy.formats import Document, Frame
from data.schema import NotEnoughDataError

LIFETIME = Frame("lifetime.parquet", ("customer_id", "value_segment", "segment", "expected_value"))
NEW_CUSTOMERS = Frame("new_customers.parquet", ("customer_id", "told"))
MIGRATION = Frame("migration.parquet", ("reading", "month", "from_segment", "to_segment", "n_customers"))
PERSONAS = Frame("personas.parquet", ("value_segment", "n_customers", "mean_value"))
PORTRAITS = Frame("portraits.parquet", ("segment", "trait", "value", "revenue_share"))
EVIDENCE = Document("customer_value.json", {"purchases": dict, "spending": dict, "assumptions": list})
OUTPUTS = tuple(
    artifact.name for artifact in (LIFETIME, NEW_CUSTOMERS, MIGRATION, PERSONAS, PORTRAITS, EVIDENCE)
)


def write_customer_value(
    frames: CustomerFrames,
    directory: Path,
    costs: CostAssumptions = AS_IN_FILES,
    horizon_days: int = YEAR_DAYS,
    seed: int = 0,
    privacy: PrivacyConfig | None = None,
) -> None:
    """Write the files of `OUTPUTS` into a directory.

    Where too few customers are new, the table of them is empty, and the evidence says what is missing.

    Raises
    ------
    NotEnoughDataError
        Hardly anyone came back.
    """
    model = ValueModel.fit(frames, costs, seed)
    found = model.value(horizon_days)
    LIFETIME.write(directory, found.customers)
    PERSONAS.write(directory, found.segments)
    by_value = found.customers[["customer_id"]].assign(segment=found.customers["value_segment"])
    PORTRAITS.write(directory, portray(frames.customer_traits, by_value))
    readings = {"value": value_segments_by_month(model, found), "rfm": rfm_segments_by_month(frames)}
    MIGRATION.write(directory, moves_of(readings))
    new, missing = _new_customers(frames.first_days, seed, privacy)
    NEW_CUSTOMERS.write(directory, _no_predictions() if new is None else new.predictions)
    evidence = evidence_of(model, horizon_days) | {
        "new_customers": {"missing": missing} if new is None else told_of(new)
    }
    EVIDENCE.write(directory, evidence, indent=2)


def evidence_of(model: ValueModel, horizon_days: int) -> dict[str, Any]:
    """Return what the models learned and how their assumptions fare, as JSON holds it."""
    purchases, spending = model.lifetime.purchases_, model.lifetime.spending_
    names = (("r", "alpha_weeks", "a", "b"), ("p", "q", "gamma"))
    parameters = (purchases.parameters_.tolist(), spending.parameters_.tolist())
    return {
        "horizon_days": horizon_days,
        "purchases": dict(zip(names[0], parameters[0], strict=True)),
        "spending": dict(zip(names[1], parameters[1], strict=True)),
        "assumptions": _records(model.assumptions),
        "holdout": [] if model.holdout is None else _records(model.holdout),
    }


def told_of(new: NewCustomers) -> dict[str, Any]:
    """Return how well new customers' segments are told, as JSON holds it."""
    return {
        "horizon_days": new.split.horizon_days,
        "n_earlier": int(new.split.is_earlier.sum()),
        "n_later": int(new.split.is_later.sum()),
        "high_from": new.outcomes.high_from,
        "potential_from": new.outcomes.potential_from,
        "method": str(new.method),
        "is_better": new.is_better,
        "scores": _records(new.scores),
        "confusion": _records(new.confusion),
        **({"privacy": dict(new.privacy)} if new.privacy else {}),
    }


def _new_customers(
    first_days: pd.DataFrame, seed: int, privacy: PrivacyConfig | None
) -> tuple[NewCustomers | None, str]:
    try:
        return evaluate_new_customers(first_days, seed, classifier_of(privacy)), ""
    except NotEnoughDataError as error:
        return None, error.problem


def _no_predictions() -> pd.DataFrame:
    chances = {f"chance_{name}": pd.Series(dtype="float64") for name in CLASSES}
    nobody = {"customer_id": pd.Series(dtype="str"), "first_order_at": pd.Series(dtype="datetime64[us]")}
    return pd.DataFrame(nobody | {"told": pd.Series(dtype="str")} | chances)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as JSON holds them: what is missing or endless is null."""
    plain = table.astype(object).where(table.notna(), None).replace(float("inf"), None)
    return [
        {str(name): value.item() if hasattr(value, "item") else value for name, value in row.items()}
        for row in plain.to_dict("records")
    ]
