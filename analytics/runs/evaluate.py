"""The evidence of a run: how the model and its baselines do on visits that neither has seen."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.evidence.baselines import FEATURES, fit_baselines, score_baselines
from analytics.evidence.curves import summary
from analytics.evidence.shapley import explain_scores, price_dependence
from analytics.pricing.choice import BasketChoice, ChoiceConfig
from analytics.pricing.visits import Floats, Visits
from analytics.runs.cells import CellModel, baseline_cells, sample_cells
from data.schema import NotEnoughDataError
from data.store.sealed import write_frame, write_text

if TYPE_CHECKING:
    from analytics.runs.config import RunConfig
    from analytics.runs.train import Snapshot

_TRAIN_CELLS, _TEST_CELLS = 150_000, 100_000  # enough for three digits of AUC, seconds for the baselines
_EXPLAINED, _BACKGROUND = 240, 40
_MULTIPLIERS = tuple(float(m) for m in np.round(np.arange(0.6, 1.21, 0.05), 2))
BASELINES = ("logit", "boosting", "frequency")


@dataclass(frozen=True)
class Tested:
    """A model tested on held-out visits, ready to be explained."""

    model: BasketChoice
    visits: Visits  # all of them: the past of the held-out ones is known
    customers: pd.DataFrame
    rows: NDArray[np.int64]  # held-out cells: positions of visits
    columns: NDArray[np.int64]  # and of products
    seed: int

    def write_explanation(self, directory: Path, report: Callable[[float], None]) -> None:
        """Take sampled held-out scores apart and write them with the model's dependence on price."""
        if len(self.rows) < 2:
            return
        rng = np.random.default_rng(self.seed)
        cells = CellModel.of(self.model, self.visits, self.customers)
        frame = cells.frame(self.rows, self.columns)
        background = frame.sample(min(_BACKGROUND, len(frame)), random_state=self.seed)
        chosen = rng.choice(len(frame), min(_EXPLAINED, len(frame)), replace=False)
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
        write_frame(directory / "explanation.parquet", pd.concat([described, table], axis=1))
        facts = {"base_value": parts[0].base_value, "groups": list(parts[0].groups)}
        write_text(directory / "explanation.json", json.dumps(facts))
        dependence = price_dependence(cells.predict, frame, _MULTIPLIERS, "price_ratio")
        write_frame(directory / "dependence.parquet", dependence)


def write_evidence(
    directory: Path, config: "RunConfig", snapshot: "Snapshot", report: Callable[[float], None]
) -> Tested:
    """Fit on the earlier visits, score the later ones beside the baselines, and write what came out."""
    visits = snapshot.visits
    is_train = visits.visited_at < snapshot.boundary
    model = BasketChoice(ChoiceConfig(n_members=1, seed=config.seed)).fit(
        visits.where(is_train), snapshot.customers_before, snapshot.reference_price, lambda s: report(0.7 * s)
    )
    rng = np.random.default_rng(config.seed)
    train = sample_cells(visits, is_train, _TRAIN_CELLS, rng)
    test = sample_cells(visits, ~is_train, _TEST_CELLS, rng)
    score = model.predict(visits, snapshot.customers_before)
    holdout = _describe(snapshot, model, test, score, visits)
    cells = baseline_cells(model, visits, snapshot.customers_before)
    try:
        fitted = fit_baselines(cells(*train), visits.bought[train], seed=config.seed)
        report(0.9)
        scores = score_baselines(fitted, cells(*test))
        for name in BASELINES:
            holdout[f"score_{name}"] = scores[name].to_numpy()
    except NotEnoughDataError:
        pass  # nothing was bought, or everything: there is no curve to draw, and the gates say so
    inputs = cells(*test)[FEATURES].rename(columns={"product": "product_code", "segment": "segment_code"})
    holdout = pd.concat([holdout, inputs], axis=1)
    write_frame(directory / "holdout.parquet", holdout)
    facts = {"n_visits": len(visits), "n_products": visits.n_products}
    evidence = {
        "model": _figures(holdout, "model") | facts,
        "baselines": {name: _figures(holdout, name) for name in BASELINES if f"score_{name}" in holdout},
    }
    write_text(directory / "evidence.json", json.dumps(evidence, indent=2))
    return Tested(model, visits, snapshot.customers_before, *test, config.seed)


def _describe(
    snapshot: "Snapshot",
    model: BasketChoice,
    cells: tuple[NDArray[np.int64], NDArray[np.int64]],
    score: Floats,
    visits: Visits,
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


def _figures(holdout: pd.DataFrame, name: str) -> dict[str, float | None]:
    """Return the figures of one model; none where the held-out visits have one outcome only."""
    if holdout["bought"].nunique() < 2:
        return dict.fromkeys(("auc", "pr_auc", "log_loss", "brier", "ece"))
    figures = summary(holdout["bought"].to_numpy(), holdout[f"score_{name}"].to_numpy())
    return {key: float(value) for key, value in figures.items()}
