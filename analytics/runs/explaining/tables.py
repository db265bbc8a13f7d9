"""What is known of a run's explanation: read back of its files, and every table of it by name."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.evidence.explained import Explained, share_of, told_by
from analytics.evidence.explanation.over_inputs import shares_over
from analytics.runs import artifacts
from analytics.runs.input_groups import OLDER
from data.privacy.artifacts import NUMBER, document_of, reading
from data.privacy.formats import Document, Frame

DEPENDENCE = ("multiplier", "mean", "low", "high")
ROWS = ("product_id", "price", "score")  # and who and when, but where they left the shop
TABLES = ("importance", "dependence", "inputs", "pairs", "stability", "agreement", "glass")
FILES = {name: Frame(f"explanation_{name}.parquet") for name in TABLES}
FIGURES = Document("explanation.json")
OUTPUTS = (*FILES.values(), FIGURES)
_KEPT = ("n_customers", "n_background", "seconds_a_row", "gap", "glass")


@dataclass(frozen=True)
class ManyExplained:
    """What was found out beside the rows where many customers were explained.

    Attributes
    ----------
    facts : n_customers, n_background, seconds_a_row, gap (of additivity), glass (AUC of both, lead and band)
    pairs : group, other, mean, mean_absolute: interactions [share]
    stability : see `analytics.evidence.explanation.stability`
    agreement : figure, value, low, high
    curves : of the glass box: input, value, name, log_odds, n
    """

    facts: dict[str, Any]
    pairs: pd.DataFrame
    stability: pd.DataFrame
    agreement: pd.DataFrame
    curves: pd.DataFrame


def read_explained(directory: Path) -> Explained | None:
    """Return a run's predictions taken apart: of many customers where they were, else those of its training.

    None where the run held out too little. Raises DamagedRunError where a file cannot be read.
    """
    if not _is_explained(directory) or not artifacts.EXPLAINED.is_in(directory):
        return read_sampled(directory)
    return _explained(directory, artifacts.EXPLAINED.read(directory), artifacts.EXPLAINED_ROWS)


def read_sampled(directory: Path) -> Explained | None:
    """Return those predictions that the training took apart; as `read_explained` else."""
    if not _is_explained(directory):
        return None
    shape = {"base_value": NUMBER, "groups": list}
    facts = document_of(directory, artifacts.EXPLANATION_FACTS.name, shape)
    return _explained(directory, facts, artifacts.EXPLANATION)


def _is_explained(directory: Path) -> bool:
    return artifacts.DEPENDENCE.is_in(directory) and artifacts.EXPLANATION.is_in(directory)


def _explained(directory: Path, facts: dict[str, Any], frame: Frame) -> Explained:
    dependence = artifacts.DEPENDENCE.read(directory)
    rows = frame.read(directory).rename(columns={word: share_of(code) for word, code in OLDER.items()})
    groups, parts = [OLDER.get(name, name) for name in facts["groups"]], facts.get("parts", [])
    with reading(directory, frame.name):
        rows[[*ROWS, *(share_of(code) for code in (*groups, *parts))]]
    with reading(directory, artifacts.DEPENDENCE.name):
        dependence[list(DEPENDENCE)]
    return Explained(rows, facts["base_value"], list(map(str, groups)), list(parts), dependence)


def read_many(directory: Path) -> ManyExplained | None:
    """Return what was found out beside, None where no more than the training's sample was explained."""
    if not artifacts.EXPLAINED.is_in(directory):
        return None
    tables = (frame.read(directory) for frame in artifacts.EXPLAINED_TABLES[1:])
    return ManyExplained(artifacts.EXPLAINED.read(directory), *tables)


def explanation_tables(directory: Path) -> dict[str, pd.DataFrame]:
    """Return every table of a run's explanation by name, none where it has none; nobody is named in them."""
    explained, many = read_explained(directory), read_many(directory)
    if explained is None:
        return {}
    found = {
        "importance": pd.concat([explained.importance, explained.part_importance], ignore_index=True),
        "dependence": explained.dependence,
        "inputs": _all_inputs(explained),
    }
    if many is None:
        return found
    return found | {
        "pairs": many.pairs,
        "stability": many.stability,
        "agreement": many.agreement,
        "glass": many.curves,
    }


def input_curve(explained: Explained, code: str, other: str | None = None) -> pd.DataFrame:
    """Return what a group or part adds over what its input says, see `shares_over`."""
    rows = explained.rows
    second = None if other is None else rows[told_by(other)]
    return shares_over(rows[share_of(code)], rows[told_by(code)], second)


def write_explanation(out: Path, directory: Path) -> dict[str, pd.DataFrame]:
    """Write every table of a run's explanation in plain, with its figures, and return the tables."""
    tables = explanation_tables(directory)
    for name, table in tables.items():
        table.to_parquet(out / FILES[name].name, index=False)
    if tables:
        (out / FIGURES.name).write_text(json.dumps(_figures(directory), indent=2), encoding="utf-8")
    return tables


def _figures(directory: Path) -> dict[str, Any]:
    explained, many = read_explained(directory), read_many(directory)
    n_rows = 0 if explained is None else len(explained.rows)
    base_value = None if explained is None else explained.base_value
    known = {} if many is None else {name: many.facts[name] for name in _KEPT}
    return {"n_rows": n_rows, "base_value": base_value} | known


def _all_inputs(explained: Explained) -> pd.DataFrame:
    """Return the curves of all inputs below each other; numbers in `value`, names in `name`."""
    curves = []
    for code in explained.told:
        curve = input_curve(explained, code)
        is_number = pd.api.types.is_numeric_dtype(curve["value"])
        value = curve["value"].astype(float) if is_number else float("nan")
        name = "" if is_number else curve["value"].astype(str)
        curves.append(curve.assign(group=code, value=value, name=name))
    columns = ["group", "value", "name", "mean", "low", "high", "n"]
    return pd.concat(curves, ignore_index=True)[columns] if curves else pd.DataFrame(columns=columns)
