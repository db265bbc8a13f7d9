"""A simulated shop, learned from with and without privacy, and what the advice would truly earn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from analytics.demand.choice import BasketChoice
from analytics.findings import Verdict
from analytics.pricing.price_book.market import Offer
from analytics.private_training.config import PrivacyConfig
from analytics.runs import artifacts
from analytics.runs.advise import write_advice
from analytics.runs.config import RunConfig
from analytics.runs.demand_model import new_model, privacy_of
from analytics.runs.known_answers import offers_of, true_curves
from analytics.runs.results import load_results
from analytics.runs.snapshot import Snapshot, read_snapshot
from analytics.runs.take_snapshot import write_snapshot
from analytics.segments.choice import SegmentChoice
from analytics.simulation.against_truth import captured
from analytics.simulation.config import WorldConfig
from analytics.simulation.files import TRUTH, read_truth
from analytics.simulation.planted import PlantedTruth
from analytics.simulation.practice import make_practice_shop
from data.services.workspaces import open_workspace

_NAME = "Simulated shop"


@dataclass(frozen=True)
class KnownShop:
    """A simulated shop whose truth is known, as a run reads it.

    Attributes
    ----------
    directory : of a run
    """

    directory: Path
    config: RunConfig
    snapshot: Snapshot
    truth: PlantedTruth

    @classmethod
    def make(cls, world: WorldConfig, place: Path) -> "KnownShop":
        """Simulate a shop and import it, below a place that is empty."""
        shop = make_practice_shop(open_workspace(place), _NAME, world)
        truth = read_truth(shop.directory / TRUTH)
        ids = truth.product_ids
        pairs = (Offer(f"{a}-{b}", (ids[a], ids[b])) for a, b in combinations(range(len(ids)), 2))
        segments = SegmentChoice("attribute", world.segment_column)
        config, directory = RunConfig(segments=segments, offers=tuple(pairs), seed=world.seed), place / "run"
        directory.mkdir()
        config = write_snapshot(shop, config, directory)
        shop.close()
        return cls(directory, config, read_snapshot(directory, config), truth)

    def tried(self, privacy: PrivacyConfig | None, report: Callable[[float], None]) -> dict[str, Any]:
        """Return what comes of a training: a row of `SHOPS`, but for the shop."""
        config = replace(self.config, privacy=privacy)
        model = new_model(config).fit(*self.snapshot.fit_arguments(lambda share: report(0.8 * share)))
        size = {"n_visits": len(self.snapshot.log), "n_products": self.snapshot.log.n_products}
        artifacts.EVIDENCE.write(self.directory, {"model": size, "baselines": {}})
        write_advice(self.directory, config, self.snapshot, model, lambda share: report(0.8 + 0.2 * share))
        record = {"fingerprint": "", "seed": config.seed, "seconds": {}}
        artifacts.RECORD.write(self.directory, record)
        spent = privacy_of(model).get("privacy", {})
        told = {name: spent.get(name) for name in ("noise_multiplier", "n_steps", "sampling_share")}
        epsilon = float("inf") if privacy is None else privacy.epsilon
        return {"epsilon": epsilon} | self._earned() | {"log_loss": self._log_loss(model)} | told

    def _earned(self) -> dict[str, float]:
        """Return what the price book at hand would truly earn, of what it could [currency per visit]."""
        found = load_results(self.directory)
        curves = true_curves(found, self.truth, offers_of(found.price_book))
        earned = captured(found.price_book, curves, found.audience.visit_share)
        withheld = float((found.price_book["verdict"] == Verdict.FAIL).mean())
        return {
            "profit": earned.advised,
            "possible": earned.possible,
            "captured_share": earned.share,
            "withheld_share": withheld,
        }

    def _log_loss(self, model: BasketChoice) -> float:
        """Return how well the model tells the cells that it learned from [nats per cell]."""
        cells = self.snapshot.cells
        logit = model.logits(cells, self.snapshot.customers).astype(float)[cells.counts]
        bought = cells.is_bought[cells.counts]
        return float(np.mean(np.logaddexp(0, logit) - bought * logit))
