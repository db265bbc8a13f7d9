"""A table of text → examples: numbers, categories, an outcome of yes and no, whom and when."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints
from analytics.lab.examples import require_both_outcomes, table_examples
from analytics.lab.subjects.config import SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.numerics import random_stream
from data.schema import InputError

YES = {"1", "1.0", "true", "t", "yes", "y", "ja", "j", "oui", "si", "sí", "sim"}
NO = {"0", "0.0", "false", "f", "no", "n", "nein", "non", "não", "nao"}
_KNOWN_SHARE = 0.99  # of cells that read as numbers or times, for a column to be of them
_FEW = 50  # different texts that are categories in any table


@dataclass(frozen=True)
class TableRows:
    """What a table gives to learn from.

    Attributes
    ----------
    left_out : columns that tell nothing: the same everywhere, or a text of its own in most rows
    """

    kept: KeptRows
    left_out: tuple[str, ...]


def table_rows(table: pd.DataFrame, config: SubjectConfig) -> TableRows:
    """Return the rows of a table whose outcome is known.

    Parameters
    ----------
    table : every cell as text, None where empty

    Raises
    ------
    InputError
        A column is missing, or is not what it should be.
    NotEnoughDataError
        Rows came out one way only.
    """
    for name in filter(None, (config.outcome, config.customer, config.time)):
        if name not in table:
            problem, remedy = "the table has no such column", "Choose one of its columns"
            raise InputError(problem, remedy, file=config.file, column=name)
    table = table[table[config.outcome].notna()].reset_index(drop=True)
    if len(table) > config.most_rows:
        chosen = random_stream(config.seed, "rows of a table").choice(
            len(table), config.most_rows, replace=False
        )
        table = table.iloc[np.sort(chosen)].reset_index(drop=True)
    outcome = outcomes(table[config.outcome], config)
    inputs, left_out = _inputs(table.drop(columns=_roles(config)))
    if inputs.shape[1] == 0:
        problem = "no column beside the outcome tells anything"
        raise InputError(problem, "Give columns that are known before the outcome", file=config.file)
    customer, ids = _customers(table, config)
    examples = table_examples(inputs, outcome, customer, _times(table, config))
    require_both_outcomes(examples)
    return TableRows(KeptRows(examples, ids), left_out)


def outcomes(values: pd.Series, config: SubjectConfig) -> Doubles:
    """Return 1.0 for yes and 0.0 for no; raises InputError where a column says other things."""
    told = values.str.strip().str.lower()
    is_yes, is_no = told.isin(YES), told.isin(NO)
    if not (is_yes | is_no).all():
        n = told.nunique()
        raise InputError(
            f"its {n:,} different values are not yes and no alone",
            "Choose a column of yes and no, true and false, or 1 and 0",
            file=config.file,
            column=config.outcome,
        )
    return is_yes.to_numpy().astype(np.float64)


def _roles(config: SubjectConfig) -> list[str]:
    return list({name for name in (config.outcome, config.customer, config.time) if name})


def _inputs(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    columns, left_out = {}, []
    for name in table:
        column = _column(table[name])
        if column is None:
            left_out.append(str(name))
        else:
            columns[str(name)] = column
    return pd.DataFrame(columns, index=table.index), tuple(left_out)


def _column(values: pd.Series) -> pd.Series | None:
    """Return a column as numbers or as categories; None where it tells nothing."""
    known = values.notna()
    numbers = pd.to_numeric(values.where(known), errors="coerce").astype(float)
    numbers = numbers.where(np.isfinite(numbers))
    if known.any() and numbers.notna().sum() >= _KNOWN_SHARE * known.sum():
        return numbers if len(numbers.unique()) > 1 else None
    texts = values.astype("str").where(known)
    n = texts.nunique()
    if n + (~known).any() < 2 or (n > _FEW and n > known.sum() / 2):
        return None
    return texts.astype("category")


def _customers(table: pd.DataFrame, config: SubjectConfig) -> tuple[Ints | None, NDArray[np.object_] | None]:
    """Return the code of each row's customer, and the ids behind; a row without an id is of another one."""
    if not config.customer:
        return None, None
    ids = table[config.customer]
    code, known = pd.factorize(ids)
    nobody = code < 0
    code[nobody] = len(known) + np.arange(nobody.sum())
    everyone = np.concatenate([np.asarray(known, object), np.full(int(nobody.sum()), None, object)])
    if len(everyone) < 2:
        problem, remedy = "all rows are of one customer", "Leave the customer out, or choose another column"
        raise InputError(problem, remedy, file=config.file, column=config.customer)
    return code.astype(np.int64), everyone


def _times(table: pd.DataFrame, config: SubjectConfig) -> NDArray[np.datetime64] | None:
    if not config.time:
        return None
    times = pd.to_datetime(table[config.time], errors="coerce", utc=True, format="mixed")
    if times.isna().any():
        n = int(times.isna().sum())
        raise InputError(
            f"{n:,} of its cells are no time",
            "Write times as 2026-12-31 18:30, or leave the time out",
            file=config.file,
            column=config.time,
        )
    return times.dt.tz_localize(None).to_numpy("datetime64[us]")
