"""The finished run of a world with known answers: does its advice earn what the oracle would earn?"""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.bundles.effects import bought_parts
from analytics.pricing.offers import GRID
from analytics.pricing.price_book.book import COLUMNS
from analytics.runs import artifacts, snapshot
from analytics.runs.kinds import PRICING, RunStage
from analytics.runs.train import PACKAGES
from data.privacy.formats import Artifact
from tests.oracles.best_discounts import incremental_profit


@pytest.fixture(scope="module")
def advice(exogenous):
    """The price book with the positions of its offers and what each row truly earns."""
    rows = exogenous.results.price_book.copy()
    rows["offer"] = [tuple(map(int, name.split("-"))) for name in rows["offer_id"]]
    rows["tier"] = rows["segment"].str[-1].astype(int)
    return rows


def test_a_finished_run_leaves_its_artifacts_and_nothing_else(exogenous):
    left = {file.relative_to(exogenous.directory).parts[0] for file in exogenous.directory.rglob("*")}

    named = {one.name for one in vars(artifacts).values() if isinstance(one, Artifact)}
    of_run = {name for name in named if not name.startswith(("recovery", "explained"))}  # on demand
    of_shop = {artifacts.PRODUCT_PICTURES.name, artifacts.PERSONS.name}  # of one that has them
    of_shop |= {artifacts.PRODUCT_VECTORS.name}  # and of one with more products
    assert left - {"progress.json", "digests.json"} == of_run - of_shop


@pytest.fixture(scope="module")
def truth(exogenous, advice):
    """What every third offer truly adds to a visit, by offer and tier, over all discounts of the grid."""
    return {
        (offer, tier): np.array(
            [incremental_profit(exogenous.world.truth, offer, tier, float(d)) for d in GRID]
        )
        for offer in advice["offer"].unique()[::3]
        for tier in range(3)
    }


def captured(truth, chosen):
    """Return which share of the oracle's extra profit these positions on the grid earn."""
    return sum(truth[key][at] for key, at in chosen.items()) / sum(gains.max() for gains in truth.values())


def recommended(truth, advice):
    at = {(row.offer, row.tier): round(100 * row.discount_share) for row in advice.itertuples()}
    return {key: at[key] for key in truth}


def test_recommended_discounts_capture_most_of_the_oracles_profit(truth, advice):
    assert captured(truth, recommended(truth, advice)) >= 0.80


def test_discounts_per_segment_earn_more_than_the_best_one_for_all(truth, advice):
    flat = {
        (offer, tier): int(np.argmax(sum(truth[offer, each] for each in range(3)))) for offer, tier in truth
    }

    assert captured(truth, recommended(truth, advice)) > captured(truth, flat)


def test_the_profit_promised_is_near_the_truth(exogenous, advice):
    given = advice[advice["discount_share"] > 0]

    truth = sum(
        incremental_profit(exogenous.world.truth, row.offer, row.tier, row.discount_share)
        for row in given.itertuples()
    )

    assert given["incremental_profit_per_visit"].sum() == pytest.approx(truth, rel=0.25)


def test_the_support_of_an_offer_is_the_share_of_visits_that_bought_it(exogenous):
    bought = bought_parts(exogenous.snapshot.log, [0, 1])
    support = exogenous.results.bundles.set_index("offer_id")["support"]

    assert support["0-1"] == pytest.approx(bought.all(1).mean())


def test_an_honest_shop_passes_most_gates(exogenous):
    assert (exogenous.results.gates["verdict"] == "PASS").mean() > 0.9
    assert "FAIL" not in set(exogenous.results.price_book["verdict"])


def test_the_price_book_has_its_contract(exogenous):
    rows = exogenous.results.price_book

    assert tuple(rows.columns) == COLUMNS
    assert len(rows) == 28 * 3
    assert rows["bundle_price"].to_numpy() == pytest.approx(
        rows["component_price"] * (1 - rows["discount_share"]), abs=0.006
    )
    assert rows["take_rate"].between(0, 1).all()
    assert (rows["incremental_profit_low"] <= rows["incremental_profit_high"]).all()
    assert rows["reason"].str.len().min() > 10


def test_customers_are_counted_by_segment(exogenous):
    counted = exogenous.results.price_book.groupby("segment")["n_customers"].first()

    assert counted.to_dict() == exogenous.results.customers["segment"].value_counts().to_dict()
    assert counted.sum() == 800


def test_the_customers_file_has_its_contract(exogenous):
    customers = exogenous.results.customers

    assert customers.columns[:2].tolist() == ["customer_id", "segment"]
    assert customers["customer_id"].is_unique


def test_the_record_of_a_run_says_how_it_was_made(exogenous):
    record = exogenous.results.record

    assert len(record["fingerprint"]) == 12
    assert record["seed"] == 0
    assert record["config"]["segments"]["attribute"] == "tier"
    assert set(PACKAGES) < set(record["versions"])
    assert set(RunStage) < set(record["seconds"])
    assert record["peak_memory_mib"] > 100


def test_the_evidence_has_its_contract(exogenous):
    evidence = json.loads((exogenous.directory / "evidence.json").read_text())

    assert set(evidence["model"]) >= {"auc", "log_loss", "brier", "ece", "n_visits", "n_products"}
    assert set(evidence["gates"][0]) >= {"name", "verdict", "value", "reason", "figures"}
    elasticities = pd.DataFrame(evidence["elasticities"]).fillna({"segment": "everyone"})
    assert elasticities["segment"].value_counts().to_dict() == dict.fromkeys(
        ["everyone", "tier 0", "tier 1", "tier 2"], 8
    )
    assert (elasticities["elasticity_low"] < elasticities["elasticity"]).all()
    assert (elasticities["elasticity"] < elasticities["elasticity_high"]).all()
    assert set(evidence["baselines"]) == {
        "textbook",
        "boosting",
        "logit",
        "frequency",
        "free",
        "double_ml",
    }


def test_stages_add_up_to_the_whole_run():
    assert sum(PRICING.stages.values()) == pytest.approx(1.0)


def test_a_shop_beyond_the_budget_of_visits_keeps_whole_customers(monkeypatch):
    monkeypatch.setattr(snapshot, "MOST_VISITS", 500)
    visits = pd.DataFrame({"customer_id": [f"c{i % 200}" for i in range(2_000)]})

    kept = snapshot.learned_from(visits, seed=0)

    assert 300 < len(kept) < 700
    assert kept["customer_id"].value_counts().eq(10).all()
    pd.testing.assert_frame_equal(kept, snapshot.learned_from(visits, seed=0))
