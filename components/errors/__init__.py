"""Where the purchase predictions are wrong, and what that is worth."""

from dataclasses import dataclass

import pandas as pd

from analytics.evidence.errors.dimensions import Dimension
from analytics.evidence.held_out import MODEL
from analytics.runs.artifacts import HOLDOUT
from analytics.runs.errors import Errors, analyze, held_out_chances
from analytics.runs.results import Results
from components.errors import words
from components.errors.names import full_name, group_name
from components.errors.slice_words import slice_name
from components.performance import FEW_PURCHASES
from components.performance.names import CURVES, NAMES
from components.shell import choices, display, formats, jobs, results, session
from data.store import Shop

MODEL_HELP = "Whose predictions: those that the advice rests on, or those of a simpler way beside them."


@dataclass(frozen=True)
class Analyzed:
    """Where one model of a run is wrong, its groups and slices called by names."""

    shop: Shop
    model: str
    errors: Errors
    groups: pd.DataFrame
    slices: pd.DataFrame
    titles: dict[str, str]

    @property
    def currency(self) -> str:
        """Return the sign of the shop's amounts."""
        return session.currency_of(self.shop)

    @property
    def whole(self) -> pd.Series:
        """Return the row of all chances."""
        return self.groups.iloc[0]


def require_chances(shop: Shop, found: Results) -> pd.DataFrame:
    """Return the held-out chances of the run; stops the page where nothing can be judged."""
    directory = jobs.run_directory(shop, found.run_id)
    chances = None
    if HOLDOUT.is_in(directory):
        key = ("held-out chances", found.run_id)
        chances = session.held(shop, key, lambda: held_out_chances(directory))
    if chances is None or chances["bought"].nunique() < 2:
        results.stop_without_purchases(FEW_PURCHASES)
    return chances


def choose_errors(shop: Shop, found: Results, chances: pd.DataFrame) -> Analyzed:
    """Ask whose predictions are meant, and return where they are wrong."""
    known = {key: NAMES[key] for key in CURVES if f"score_{key}" in chances}
    model = choices.choose_code(
        "Model", known, MODEL, help=MODEL_HELP, width=280, key=f"errors-of-{shop.name}"
    )
    seed = int(found.record["seed"])
    errors = session.held(shop, ("errors", found.run_id, model), lambda: analyze(chances, model, seed))
    titles = results.product_labels(found)
    currency = session.currency_of(shop)
    slices = errors.slices.assign(name=[slice_name(told, currency) for told in errors.slices["conditions"]])
    return Analyzed(shop, model, errors, named_groups(errors.groups, titles), slices, titles)


def named_groups(groups: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """Return groups with group_name, name (alone) and key (unique over all dimensions)."""
    pairs = list(zip(groups["dimension"], groups["group"], strict=True))
    names = [
        "All" if dimension == Dimension.ALL else group_name(dimension, group, titles)
        for dimension, group in pairs
    ]
    full = [
        name if dimension == Dimension.ALL else full_name(dimension, name)
        for (dimension, _), name in zip(pairs, names, strict=True)
    ]
    keys = [f"{dimension}:{group}" for dimension, group in pairs]
    return groups.assign(group_name=names, name=full, key=keys)


def show_answer(found: Analyzed) -> None:
    """Draw where the model is wrong, and whether it matters, in a sentence or two."""
    display.show_answer(words.answer(found.groups, found.slices, words.SUBJECTS[found.model], found.currency))


def show_figures(found: Analyzed) -> None:
    """Draw the headline figures, and what they are told of."""
    whole = found.whole
    parts = found.groups[found.groups["dimension"] != Dimension.ALL]
    missed = formats.short_money(whole["revenue_missed"], found.currency)
    n_slices, n_wrong = len(found.slices), int(found.slices["stands_out"].sum())
    display.show_metrics(
        {
            "Revenue off by": (missed, "Revenue that came beyond what was predicted, at the prices faced"),
            "Groups that stand out": (
                f"{int(parts['stands_out'].sum())} of {int(parts['p_value'].notna().sum())}",
                "Wrong by more than chance explains, all groups looked at together",
            ),
            "Slices that stand out": (
                f"{n_wrong} of {n_slices}" if n_slices else formats.MISSING,
                "Found on one half of the customers, judged on the other",
            ),
        }
    )
