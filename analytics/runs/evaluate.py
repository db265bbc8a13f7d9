"""The evidence of a run: how the model and its baselines do on visits that neither has seen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice
from analytics.evidence.baselines.plain import FEATURES
from analytics.evidence.baselines.price_response import Chances
from analytics.evidence.curves.summary import summary
from analytics.evidence.shapley import explain_scores, price_dependence
from analytics.numerics import random_stream
from analytics.runs import artifacts
from analytics.runs.baselines import DOUBLE_ML, SCORED, FittedModels, chance_of, fit_beside
from analytics.runs.cells import FlatModel, baseline_cells, sampled_cells
from analytics.runs.config import RunConfig
from analytics.runs.past_sales import write_past_sales
from analytics.runs.price_questions import Panel, chances_of, choose_panel, plain_advice, price_answers
from analytics.runs.snapshot import TESTED_CELLS, Snapshot, tested_products

_TRAIN_CELLS, _TEST_CELLS = 150_000, 100_000  # enough for three digits of AUC, seconds for the baselines
_EXPLAINED, _BACKGROUND = 240, 40
_EXPLAINED_SHARE, _FEWEST_EXPLAINED = 0.25, 60  # of few held-out cells: more would show the same again
_MULTIPLIERS = tuple(float(m) for m in np.round(np.arange(0.6, 1.21, 0.05), 2))
FIGURES = ("auc", "pr_auc", "log_loss", "brier", "ece")


@dataclass(frozen=True)
class Tested:
    """Models tested on held-out visits, ready to be explained and asked for advice."""

    snapshot: Snapshot  # of the tested products
    cells: Cells  # held out, of a log that knows the past of their customers
    flat: FlatModel  # the demand model over them
    seed: int
    models: FittedModels
    panel: Panel
    chances: dict[str, Chances]

    def evidence(self, holdout: pd.DataFrame) -> dict[str, Any]:
        """Return how every model does on the visits held out, and how it answers prices."""
        answers: dict[str, dict[str, Any]] = {**price_answers(self.chances, self.panel)}
        facts = {"n_visits": len(self.snapshot.log), "n_products": self.cells.log.n_products}
        baselines = {
            name: _figures(holdout, name) | answers[name] for name in SCORED if f"score_{name}" in holdout
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
        own = list(self.cells.log.product_ids)
        products = products.set_index("product_id").loc[own].reset_index()
        is_own = [set(ids) <= set(own) for ids in book["product_ids"]]
        book = book[is_own]
        offers = dict(zip(book["offer_id"].astype(str), map(tuple, book["product_ids"]), strict=True))
        price, lowest = (products[name].to_numpy(float) for name in ("list_price", "price_low"))
        costs = config.costs.costs(products)
        advice = plain_advice(self.chances, self.panel, offers, price, lowest, costs)
        artifacts.PLAIN_ADVICE.write(directory, advice)

    def write_explanation(self, directory: Path, report: Callable[[float], None]) -> None:
        """Take sampled held-out scores apart and write them with the model's dependence on price."""
        cells = self.flat
        if len(self.cells) < 2:
            return
        rng = random_stream(self.seed)
        frame = cells.frame()
        background = frame.sample(min(_BACKGROUND, len(frame)), random_state=self.seed)
        wanted = max(round(_EXPLAINED_SHARE * len(frame)), _FEWEST_EXPLAINED)
        chosen = rng.choice(len(frame), min(wanted, _EXPLAINED, len(frame)), replace=False)
        parts = []
        for i, part in enumerate(np.array_split(chosen, max(len(chosen) // 20, 1))):
            parts.append(explain_scores(cells.predict, background, frame.iloc[part], cells.groups))
            report((i + 1) / max(len(chosen) // 20, 1))
        table = pd.concat([values for values, _ in parts], ignore_index=True)
        base_value = parts[0][1]
        own, log = self.cells.rows(chosen), self.cells.log
        described = pd.DataFrame(
            {
                "customer_id": log.customer_ids[log.customer[own.visit]],
                "product_id": np.array(log.product_ids)[own.product],
                "visited_at": log.visited_at[own.visit],
                "price": own.price.astype(float),
                "score": table.sum(axis=1) + base_value,
            }
        )
        artifacts.EXPLANATION.write(directory, pd.concat([described, table], axis=1))
        facts = {"base_value": base_value, "groups": list(table)}
        artifacts.EXPLANATION_FACTS.write(directory, facts)
        ratios = frame.assign(price_ratio=1 + frame["price"])
        dependence = price_dependence(
            lambda cell: cells.predict(cell.assign(price=cell["price_ratio"] - 1)),
            ratios,
            _MULTIPLIERS,
            "price_ratio",
        )
        artifacts.DEPENDENCE.write(directory, dependence)

    def write_past_sales(self, directory: Path, model: BasketChoice, report: Callable[[float], None]) -> None:
        """Write past sales beside what the model under test expected of them, see `past_sales`."""
        write_past_sales(directory, self.snapshot, self.models.model, model, self.seed, report)


def write_evidence(
    directory: Path, config: RunConfig, snapshot: Snapshot, report: Callable[[float], None]
) -> Tested:
    """Fit on the earlier visits, score the later ones beside the other models, and write what came out."""
    from analytics.evidence.baselines.twin import fit_twins  # it imports Keras

    parts = (part for offer in config.offers for part in offer.product_ids)
    snapshot = snapshot.of_products(tested_products(snapshot.log, parts))
    log, customers = snapshot.log, snapshot.customers_before
    is_train = log.visited_at < snapshot.boundary
    twins = fit_twins(
        learned_cells(log.where(is_train), config.seed, TESTED_CELLS),
        customers,
        snapshot.reference_price,
        config.seed,
        lambda s: report(0.4 * s),
        snapshot.columns,
        snapshot.category,
    )
    model, rng = twins[0], random_stream(config.seed)
    train = sampled_cells(log, is_train, _TRAIN_CELLS, rng)
    known = baseline_cells(model, train, customers)
    models = fit_beside(twins, log, is_train, train, known, config.seed, lambda s: report(0.4 + 0.5 * s))
    test = sampled_cells(log, ~is_train, _TEST_CELLS, rng)
    known, flat = baseline_cells(model, test, customers), FlatModel.of(model, test, customers)
    holdout = _describe(test, customers, chance_of(model, flat.x))
    for name, values in models.scores(test, known, flat.x).items():
        holdout[f"score_{name}"] = values
    inputs = known[FEATURES].rename(columns={"product": "product_code", "segment": "segment_code"})
    holdout = pd.concat([holdout, inputs], axis=1)
    artifacts.HOLDOUT.write(directory, holdout)
    report(0.95)
    now = snapshot.customers["segment"]
    panel = choose_panel(snapshot.cells, customers, now, snapshot.reference_price, config.seed)
    tested = Tested(snapshot, test, flat, config.seed, models, panel, chances_of(models, panel))
    artifacts.EVIDENCE.write_rows(directory, tested.evidence(holdout))
    return tested


def _describe(cells: Cells, customers: pd.DataFrame, score: Doubles) -> pd.DataFrame:
    log, customer = cells.log, cells.log.customer[cells.visit]
    segment = customers["segment"].reindex(log.customer_ids).to_numpy(object)
    visited_on = log.visited_at[cells.visit].astype("datetime64[D]")  # of errors by week; no more is needed
    return pd.DataFrame(
        {
            "customer_row": customer,
            "product_id": np.array(log.product_ids)[cells.product],
            "segment": segment[customer],
            "visited_on": visited_on.astype("datetime64[us]"),
            "bought": cells.is_bought,
            "price": cells.price.astype(float),
            "score_model": score,
        }
    )


def _figures(holdout: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return the figures of one model; none where the held-out visits have one outcome only."""
    if holdout["bought"].nunique() < 2:
        return dict.fromkeys(FIGURES)
    figures = summary(holdout["bought"].to_numpy(), holdout[f"score_{name}"].to_numpy())
    return {key: float(value) for key, value in figures.items()}
