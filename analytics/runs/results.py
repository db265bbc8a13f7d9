"""A finished run read back: the frames, the audience, and the market that further offers are judged in."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.demand.audience import AnyAudience, Audience
from analytics.demand.build_audience import audience_of
from analytics.demand.catalog_audience import CatalogAudience
from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.bundles.effects import CrossEffects
from analytics.pricing.constraints import Constraints
from analytics.pricing.money import CostAssumptions
from analytics.pricing.portfolio.portfolio import Portfolio
from analytics.pricing.portfolio.sales import Sales
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.summary import with_chance
from analytics.pricing.price_book.yearly import with_sales
from analytics.runs import artifacts
from analytics.runs.bought_together import read_counts
from analytics.runs.config import RunConfig, read_config
from analytics.runs.groups import read_groups
from analytics.runs.portfolio import read_portfolio
from analytics.runs.traffic import read_sales, read_traffic
from data.privacy.artifacts import check_whole, reading


@dataclass(frozen=True)
class Results:
    """What a run found.

    Attributes
    ----------
    products, elasticities, gates, cross_effects, bundles, price_book, customers : frames of the run
    market : what further offers are judged by
    evidence, record : the run's evidence.json and run.json
    portfolio, sales : which offers to show together, and what the shop sells; None of runs from before
    """

    run_id: str
    config: RunConfig
    products: pd.DataFrame
    elasticities: pd.DataFrame
    gates: pd.DataFrame
    cross_effects: pd.DataFrame
    bundles: pd.DataFrame
    price_book: pd.DataFrame
    customers: pd.DataFrame
    market: Market
    evidence: dict[str, Any]
    record: dict[str, Any]
    portfolio: Portfolio | None = None
    sales: Sales | None = None

    @property
    def key(self) -> tuple[str, CostAssumptions, Constraints]:
        """Return what names these numbers in a cache: the run, and what was assumed of costs and limits."""
        return self.run_id, self.config.costs, self.config.limits

    @property
    def audience(self) -> AnyAudience:
        """Return the visits that offers are tried on."""
        return self.market.audience


def load_results(directory: Path) -> Results:
    """Read a finished run.

    Parameters
    ----------
    directory : of the run; its state is "done"

    Raises
    ------
    DamagedRunError
        One of its files is missing, or is not what the run wrote.
    """
    check_whole(directory)
    frames = {name: frame.read(directory) for name, frame in artifacts.READ_BACK.items()}
    config = read_config(directory)
    for name in ("price_book", "bundles"):  # runs from before it was known
        if "chance_better" not in frames[name]:
            with reading(directory, f"{name}.parquet"):
                frames[name] = with_chance(frames[name])
    frames["price_book"] = with_sales(frames["price_book"])
    if "reason" not in frames["gates"]:  # runs from when words were stored
        with reading(directory, artifacts.GATES.name):
            frames["gates"] = _as_told(frames["gates"])
    arrays, traffic = artifacts.AUDIENCE.read(directory), read_traffic(directory)
    with reading(directory, artifacts.AUDIENCE.name):  # the frames are about its products and segments
        market = _market_of(directory, audience_of(arrays), frames, config, traffic)
    return Results(
        run_id=directory.name,
        config=config,
        market=market,
        evidence=artifacts.EVIDENCE.read(directory),
        record=artifacts.RECORD.read(directory),
        portfolio=read_portfolio(directory),
        sales=read_sales(directory),
        **frames,
    )


def _market_of(
    directory: Path,
    audience: CatalogAudience | Audience,
    frames: dict[str, pd.DataFrame],
    config: RunConfig,
    visits_per_week: float,
) -> Market:
    products, pairs = frames["products"], frames["cross_effects"]
    a, b = (np.array(audience.positions(list(pairs[name])), np.int64) for name in ("product_a", "product_b"))
    counts = (of["n_" + what].to_numpy(np.int64) for of, what in ((pairs, "both"), (products, "bought")))
    n_both = read_counts(directory, a, b, *counts)
    gates = [_gate(row) for row in frames["gates"].to_dict("records")]
    n_customers = frames["customers"]["segment"].value_counts().reindex(audience.segments, fill_value=0)
    return Market(
        audience=audience,
        costs=config.costs.costs(products),
        gates=gates,
        effects=_effects(audience),
        n_both=n_both,
        lowest_price=products["price_low"].to_numpy(float),
        n_customers=np.asarray(n_customers, np.int64),
        limits=config.limits,
        visits_per_week=visits_per_week,
        groups=read_groups(directory, tuple(audience.segments)),
    )


def _effects(audience: CatalogAudience | Audience) -> CrossEffects:
    if isinstance(audience, Audience):  # of a run from before catalogs
        return CrossEffects.of_table(audience.cross)
    return CrossEffects.of(audience.pairs, audience.weights.cross)


def _as_told(gates: pd.DataFrame) -> pd.DataFrame:
    """Return gates that were stored in words as gates whose figures are these words."""
    words = gates[["detail", "remedy"]].fillna("").astype(str).to_dict("records")
    return gates.assign(reason=Reason.AS_TOLD.value, figures=[json.dumps(one) for one in words])


def _gate(row: dict[Hashable, Any]) -> Gate:
    product = None if pd.isna(row["product_id"]) else str(row["product_id"])
    figures = json.loads(row["figures"])
    name, verdict, reason = GateName(row["name"]), Verdict(row["verdict"]), Reason(row["reason"])
    return Gate(name, product, verdict, row["value"], reason, figures)
