"""What each input adds to the answers of trees: exact, and read off the trees themselves."""

import warnings

import numpy as np
import pandas as pd

from analytics.evidence.shapley import uncompiled_shap
from analytics.lab.columns import Columns
from analytics.lab.examples import Examples
from analytics.lab.models.trees import Boosting
from analytics.lab.variant import Variant
from analytics.numerics import random_stream

MOST_ROWS = 1_000


def tree_importance(variant: Variant, examples: Examples) -> pd.DataFrame | None:
    """Return how far each input moves a tree model's answers; None of other models.

    Parameters
    ----------
    examples : of which at most `MOST_ROWS`, drawn by lot, are asked

    Returns
    -------
    input, mean_absolute: of boosted trees in log-odds, of a forest in shares; the strongest first

    References
    ----------
    Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees,
    Nature Machine Intelligence.
    """
    if not isinstance(variant.model, Boosting):
        return None
    n = min(MOST_ROWS, len(examples))
    drawn = random_stream(variant.config.seed, "tree shares").choice(len(examples), n, replace=False)
    some = examples.rows(np.sort(drawn))
    if variant.projection:
        some = variant.projection.applied(some)
    strength = tree_shares(variant.model, some).abs().mean().sort_values(ascending=False, kind="stable")
    return strength.rename_axis("input").reset_index(name="mean_absolute")


def tree_shares(model: Boosting, examples: Examples) -> pd.DataFrame:
    """Return what each input adds to each row's answer, (n, n_inputs); with the trees' mean, the answer.

    The Shapley values of an input's columns of the matrix are summed: of a category, all its codes.
    """
    explainer = uncompiled_shap().TreeExplainer(model.trees_)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "LightGBM binary classifier", UserWarning)  # of an older output
        values = np.asarray(explainer.shap_values(model.columns_.matrix(examples.inputs)), float)
    by_column = pd.DataFrame(values).T.assign(input=inputs_of(model.columns_))
    return by_column.groupby("input", sort=False).sum().T


def inputs_of(columns: Columns) -> list[str]:
    """Return the input that each column of the matrix tells of."""
    flags = [name for name, (_, _, is_gappy) in columns.numbers.items() if is_gappy]
    codes = [name for name, met in columns.categories.items() for _ in met]
    return [*columns.numbers, *flags, *codes]
