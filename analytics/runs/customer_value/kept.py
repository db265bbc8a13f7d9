"""What long work found of customers' value: as it lies beside the shop, and as it is read again."""

from pathlib import Path

import pandas as pd

from analytics.runs.customer_value.value import CustomerValue
from analytics.segments.new_customers.classifier import Method
from analytics.segments.new_customers.evaluation import NewCustomers
from analytics.segments.new_customers.outcomes import Outcomes, Split
from data.privacy.formats import Arrays, Document, Frame
from data.schema import NotEnoughDataError

RFM_MONTHS = Frame("rfm_by_month.parquet", ("customer_id",))
_ASSUMPTIONS = Frame("assumptions.parquet", ("assumption", "verdict", "figure"))
_HOLDOUT = Frame("holdout.parquet", ("n_repeats", "actual", "expected"))
_NEW = {
    name: Frame(f"new_customers_{name}.parquet") for name in ("scores", "confusion", "roc", "predictions")
}
_NEW_FACTS = Document("new_customers.json")
_NEW_SPLIT = Arrays("new_customers_split.npz")


def write_value(directory: Path, found: CustomerValue) -> None:
    """Write what customers are worth in one time to come."""
    _customers(found.horizon_days).write(directory, found.customers)
    _segments(found.horizon_days).write(directory, found.segments)
    _ASSUMPTIONS.write(directory, found.assumptions)
    if found.holdout is not None:
        _HOLDOUT.write(directory, found.holdout)


def read_value(directory: Path, horizon_days: int) -> CustomerValue:
    """Return what customers are worth in a time to come; raises DamagedRunError where it cannot be read."""
    customers, segments = (of(horizon_days).read(directory) for of in (_customers, _segments))
    holdout = _HOLDOUT.read(directory) if _HOLDOUT.is_in(directory) else None
    return CustomerValue(customers, segments, holdout, _ASSUMPTIONS.read(directory), horizon_days)


def value_months(horizon_days: int) -> Frame:
    """Return the file of customers' value segments by month."""
    return Frame(f"value_by_month_{horizon_days}.parquet", ("customer_id",))


def write_months(directory: Path, file: Frame, by_month: pd.DataFrame) -> None:
    """Write customers' segments by month, as `segments_by_month` returns them."""
    named = by_month.set_axis([pd.Timestamp(moment).isoformat() for moment in by_month.columns], axis=1)
    file.write(directory, named.reset_index(names="customer_id"))


def read_months(directory: Path, file: Frame) -> pd.DataFrame:
    """Return customers' segments by month; raises DamagedRunError where they cannot be read."""
    table = file.read(directory).set_index("customer_id")
    return table.set_axis([pd.Timestamp(name) for name in table.columns], axis=1)


def write_new_customers(directory: Path, found: NewCustomers | NotEnoughDataError) -> None:
    """Write what new customers become and how well that is told, or what is missing for it."""
    if isinstance(found, NotEnoughDataError):
        _NEW_FACTS.write(directory, {"problem": found.problem, "remedy": found.remedy})
        return
    for name, file in _NEW.items():
        file.write(directory, getattr(found, name))
    split, outcomes = found.split, found.outcomes
    _NEW_SPLIT.write(directory, {"is_earlier": split.is_earlier, "is_later": split.is_later})
    facts = {
        "horizon_days": int(split.horizon_days),
        "boundary_day": float(split.boundary_day),
        "high_from": outcomes.high_from,
        "potential_from": outcomes.potential_from,
        "method": found.method.value,
        "privacy": dict(found.privacy),
    }
    _NEW_FACTS.write(directory, facts)


def read_new_customers(directory: Path) -> NewCustomers:
    """Return what new customers become.

    Raises
    ------
    NotEnoughDataError
        Too few of them were there to learn from.
    DamagedRunError
        A file cannot be read.
    """
    facts = _NEW_FACTS.read(directory)
    if "problem" in facts:
        raise NotEnoughDataError(facts["problem"], facts["remedy"])
    split = Split(facts["horizon_days"], facts["boundary_day"], **_NEW_SPLIT.read(directory))
    outcomes = Outcomes(facts["high_from"], facts["potential_from"])
    frames = {name: file.read(directory) for name, file in _NEW.items()}
    method, privacy = Method(facts["method"]), facts.get("privacy", {})  # none was told once
    return NewCustomers(split, outcomes, method, **frames, privacy=privacy)


def _customers(horizon_days: int) -> Frame:
    return Frame(f"lifetime_{horizon_days}.parquet", ("customer_id", "value_segment", "expected_value"))


def _segments(horizon_days: int) -> Frame:
    return Frame(f"value_segments_{horizon_days}.parquet", ("value_segment", "n_customers", "mean_value"))
