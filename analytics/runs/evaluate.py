"""The evidence of a run: how the model and its baselines do on visits that neither has seen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.choice import BasketChoice
from analytics.demand.sparse.dense import dense_visits
from analytics.demand.visits import Floats, Visits
from analytics.evidence.baselines.plain import FEATURES
from analytics.evidence.baselines.price_response import Chances
from analytics.evidence.curves.summary import summary
from analytics.evidence.shapley import explain_scores, price_dependence
from analytics.numerics import random_stream
from analytics.runs import artifacts
from analytics.runs.baselines import DOUBLE_ML, SCORED, FittedModels, fit_beside
from analytics.runs.cells import CellModel, baseline_cells, sample_cells
from analytics.runs.config import RunConfig
from analytics.runs.price_questions import Panel, chances_of, choose_panel, plain_advice, price_answers
from analytics.runs.snapshot import Snapshot, tested_products

_TRAIN_CELLS, _TEST_CELLS = 150_000, 100_000  # enough for three digits of AUC, seconds for the baselines
_EXPLAINED, _BACKGROUND = 240, 40
_EXPLAINED_SHARE, _FEWEST_EXPLAINED = 0.25, 60  # of few held-out cells: more would show the same again
_MULTIPLIERS = tuple(float(m) for m in np.round(np.arange(0.6, 1.21, 0.05), 2))
BASELINES = SCORED
FIGURES = ("auc", "pr_auc", "log_loss", "brier", "ece")


@dataclass(frozen=True)
class Tested:
    """Models tested on held-out visits, ready to be explained and asked for advice."""

    visits: Visits  # all of them: the past of the held-out ones is known
    customers: pd.DataFrame
    rows: NDArray[np.int64]  # held-out cells: positions of visits
    columns: NDArray[np.int64]  # and of products
    seed: int
    models: FittedModels
    panel: Panel
    chances: dict[str, Chances]

    @property
    def model(self) -> BasketChoice:
        """Return the demand model."""
        return self.models.model

    def evidence(self, holdout: pd.DataFrame) -> dict[str, Any]:
        """Return how every model does on the visits held out, and how it answers prices."""
        answers: dict[str, dict[str, Any]] = {**price_answers(self.chances, self.panel)}
        facts = {"n_visits": len(self.visits), "n_products": self.visits.n_products}
        baselines = {
            name: _figures(holdout, name) | answers[name] for name in BASELINES if f"score_{name}" in holdout
        }
        if self.models.double:
            double = self.models.double
            baselines[DOUBLE_ML] = {
                **dict.fromkeys(FIGURES),  # it predicts no purchases
                "rising_share": None,
                "elasticity": double.shop,
                "elasticity_error": double.shop_error,
                "is_instrumented": double.is_instrumented,
            }
        return {"model": _figures(holdout, "model") | answers["model"] | facts, "baselines": baselines}

    def write_plain_advice(self, directory: Path, config: RunConfig) -> None:
        """Write the discounts that every model would advise for the offers of the price book."""
        products, book = artifacts.PRODUCTS.read(directory), artifacts.PRICE_BOOK.read(directory)
        own = list(self.visits.product_ids)
        products = products.set_index("product_id").loc[own].reset_index()
        is_own = [set(ids) <= set(own) for ids in book["product_ids"]]
        book = book[is_own]
        offers = dict(zip(book["offer_id"].astype(str), map(tuple, book["product_ids"]), strict=True))
        advice = plain_advice(
            self.chances,
            self.panel,
            offers,
            products["list_price"].to_numpy(float),
            products["price_low"].to_numpy(float),
            config.costs.costs(products),
        )
        artifacts.PLAIN_ADVICE.write(directory, advice)

    def write_explanation(self, directory: Path, report: Callable[[float], None]) -> None:
        """Take sampled held-out scores apart and write them with the model's dependence on price."""
        if len(self.rows) < 2:
            return
        rng = random_stream(self.seed)
        cells = CellModel.of(self.model, self.visits, self.customers)
        frame = cells.frame(self.rows, self.columns)
        background = frame.sample(min(_BACKGROUND, len(frame)), random_state=self.seed)
        wanted = max(round(_EXPLAINED_SHARE * len(frame)), _FEWEST_EXPLAINED)
        chosen = rng.choice(len(frame), min(wanted, _EXPLAINED, len(frame)), replace=False)
        parts = []
        for i, part in enumerate(np.array_split(chosen, max(len(chosen) // 20, 1))):
            parts.append(explain_scores(cells.predict, background, frame.iloc[part], cells.groups, self.seed))
            report((i + 1) / max(len(chosen) // 20, 1))
        table = pd.concat([part.to_frame() for part in parts], ignore_index=True)
        described = pd.DataFrame(
            {
                "customer_id": self.visits.customer_ids[self.visits.customer[self.rows[chosen]]],
                "product_id": np.array(self.visits.product_ids)[self.columns[chosen]],
                "visited_at": self.visits.visited_at[self.rows[chosen]],
                "price": self.visits.price[self.rows[chosen], self.columns[chosen]].astype(float),
                "score": table.sum(axis=1) + parts[0].base_value,
            }
        )
        artifacts.EXPLANATION.write(directory, pd.concat([described, table], axis=1))
        facts = {"base_value": parts[0].base_value, "groups": list(parts[0].groups)}
        artifacts.EXPLANATION_FACTS.write(directory, facts)
        ratios = frame.assign(price_ratio=1 + frame["price"])
        dependence = price_dependence(
            lambda cell: cells.predict(cell.assign(price=cell["price_ratio"] - 1)),
            ratios,
            _MULTIPLIERS,
            "price_ratio",
        )
        artifacts.DEPENDENCE.write(directory, dependence)


def write_evidence(
    directory: Path, config: RunConfig, snapshot: Snapshot, report: Callable[[float], None]
) -> Tested:
    """Fit on the earlier visits, score the later ones beside the other models, and write what came out."""
    from analytics.evidence.baselines.twin import fit_twins  # it imports Keras

    snapshot = snapshot.of_products(tested_products(snapshot.log))
    visits, customers = dense_visits(snapshot.log), snapshot.customers_before
    is_train = visits.visited_at < snapshot.boundary
    twins = fit_twins(
        visits.where(is_train),
        customers,
        snapshot.reference_price,
        config.seed,
        lambda s: report(0.4 * s),
        snapshot.columns,
    )
    rng = random_stream(config.seed)
    train = sample_cells(visits, is_train, _TRAIN_CELLS, rng)
    test = sample_cells(visits, ~is_train, _TEST_CELLS, rng)
    cells = baseline_cells(twins[0], visits, customers)
    models = fit_beside(twins, visits, is_train, train, cells, config.seed, lambda s: report(0.4 + 0.5 * s))
    score = models.model.predict(visits, customers)
    holdout = _describe(snapshot, visits, test, score)
    for name, values in models.scores(visits, customers, test, cells).items():
        holdout[f"score_{name}"] = values
    inputs = cells(*test)[FEATURES].rename(columns={"product": "product_code", "segment": "segment_code"})
    holdout = pd.concat([holdout, inputs], axis=1)
    artifacts.HOLDOUT.write(directory, holdout)
    report(0.95)
    panel = choose_panel(
        visits, customers, snapshot.customers["segment"], snapshot.reference_price, config.seed
    )
    tested = Tested(visits, customers, *test, config.seed, models, panel, chances_of(models, panel))
    artifacts.EVIDENCE.write(directory, tested.evidence(holdout), indent=2)
    return tested


def _describe(
    snapshot: Snapshot, visits: Visits, cells: tuple[NDArray[np.int64], NDArray[np.int64]], score: Floats
) -> pd.DataFrame:
    rows, columns = cells
    segment = snapshot.customers_before["segment"].reindex(visits.customer_ids).to_numpy(object)
    return pd.DataFrame(
        {
            "customer_row": visits.customer[rows],
            "product_id": np.array(visits.product_ids)[columns],
            "segment": segment[visits.customer[rows]],
            "bought": visits.bought[rows, columns],
            "price": visits.price[rows, columns].astype(float),
            "score_model": score[rows, columns].astype(float),
        }
    )


def _figures(holdout: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return the figures of one model; none where the held-out visits have one outcome only."""
    if holdout["bought"].nunique() < 2:
        return dict.fromkeys(FIGURES)
    figures = summary(holdout["bought"].to_numpy(), holdout[f"score_{name}"].to_numpy())
    return {key: float(value) for key, value in figures.items()}
