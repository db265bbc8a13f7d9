import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.pricing.price_book.market import Offer
from analytics.runs.artifacts import PORTFOLIO, PORTFOLIO_ROWS, SALES, TRAFFIC
from analytics.runs.candidates import candidates
from analytics.runs.config import RunConfig
from analytics.runs.reprice import offers_of_book, reprice
from analytics.runs.results import load_results
from analytics.runs.traffic import read_traffic
from data.privacy.digests import renew_digests
from tests.builders import rewrite


@pytest.fixture(scope="module")
def few(exogenous):
    """The run with its first offers alone: all are priced alike."""
    found = exogenous.results
    offers = set(found.bundles["offer_id"].head(2))
    return replace(
        found,
        price_book=found.price_book[found.price_book["offer_id"].isin(offers)],
        bundles=found.bundles[found.bundles["offer_id"].isin(offers)],
    )


def numbers(book):
    return book.drop(columns="product_ids").reset_index(drop=True)


def test_the_same_costs_and_limits_give_the_same_price_book(few):
    found = few

    again = reprice(found, found.config.costs, found.config.limits)

    pd.testing.assert_frame_equal(
        numbers(again.price_book), numbers(found.price_book), rtol=1e-6, check_dtype=False
    )
    pd.testing.assert_frame_equal(
        numbers(again.bundles), numbers(found.bundles), rtol=1e-6, check_dtype=False
    )


def test_dearer_fulfilment_never_makes_a_bundle_earn_more(few):
    dearer = reprice(few, CostAssumptions(per_item=1.0), NO_LIMITS)

    before = few.bundles["incremental_profit_per_visit"]
    assert dearer.bundles["incremental_profit_per_visit"].sum() < before.sum()


def test_the_portfolio_follows_costs_and_limits(few):
    again = reprice(few, few.config.costs, few.config.limits).portfolio
    dearer = reprice(few, CostAssumptions(per_item=0.5), NO_LIMITS).portfolio
    one = reprice(few, few.config.costs, Constraints(offers_per_visit=1)).portfolio

    assert again.rows["is_shown"].any() and again.total > dearer.total
    assert again.profit_today == few.portfolio.profit_today > dearer.profit_today
    assert one.rows.groupby("segment")["is_shown"].sum().max() == 1


def test_a_run_from_before_portfolios_has_none_until_priced_anew(exogenous, tmp_path):
    before = tmp_path / "run"
    shutil.copytree(exogenous.directory, before)
    files = [before / artifact.name for artifact in (PORTFOLIO, PORTFOLIO_ROWS, SALES)]
    for file in files:
        file.unlink()
    renew_digests(before, files)

    read = load_results(before)
    read = replace(read, price_book=read.price_book.head(3), bundles=read.bundles.head(1))

    assert read.portfolio is None and read.sales is None
    anew = reprice(read, AS_IN_FILES, Constraints(deepest_discount=0.0)).portfolio
    assert anew.n_offers == 0 and anew.share_of_profit is None


def test_the_key_tells_assumptions_apart(few):
    found = few

    other = reprice(found, CostAssumptions(per_item=0.5), Constraints(deepest_discount=0.1))

    assert other.key != found.key
    assert other.run_id == found.run_id
    assert found.config.costs == AS_IN_FILES


def test_a_parcel_shared_is_a_saving_that_the_bundle_is_paid_for(few):
    """With a cost per parcel, whoever adds a part to an order adds no parcel."""
    parcel = reprice(few, CostAssumptions(per_order=2.0), NO_LIMITS).bundles
    item = reprice(few, CostAssumptions(per_item=2.0), NO_LIMITS).bundles

    assert parcel["incremental_profit_per_visit"].sum() > item["incremental_profit_per_visit"].sum()


def test_further_offers_share_the_budget_of_the_runs(few):
    mine = Offer("mine", ("p0", "p2", "p4"))
    evidence = pd.DataFrame(
        [{"offer_id": "mine", "support": 0.1, "lift": 1.0, "lift_low": 0.9, "lift_high": 1.1}]
    )
    tight = Constraints(budget=5.0)

    both = reprice(few, AS_IN_FILES, tight, more=(mine,), evidence=evidence)

    assert both.price_book["offer_id"].iloc[-1] == both.bundles["offer_id"].iloc[-1] == "mine"
    assert len(both.bundles) == len(few.bundles) + 1


def test_offers_come_back_from_a_book_in_its_order(exogenous):
    offers = offers_of_book(exogenous.results.price_book, exogenous.results.config.offers)

    assert offers == list(exogenous.results.config.offers)


def test_the_traffic_of_a_run_without_a_note_of_it_is_read_from_its_visits(exogenous, tmp_path):
    noted = read_traffic(exogenous.directory)
    shutil.copy(exogenous.directory / "visits.parquet", tmp_path)

    assert not (tmp_path / TRAFFIC.name).exists()
    assert read_traffic(tmp_path) == pytest.approx(noted)
    assert exogenous.results.market.visits_per_week == noted > 0


def test_a_run_from_before_chances_were_known_gets_them_from_its_bands(exogenous, tmp_path):
    before = tmp_path / "run"
    shutil.copytree(exogenous.directory, before)
    for name in ("price_book", "bundles"):
        path = before / f"{name}.parquet"
        rewrite(path, pd.read_parquet(path).drop(columns="chance_better"))

    read = load_results(before)

    ours = exogenous.results
    np.testing.assert_allclose(read.bundles["chance_better"], ours.bundles["chance_better"], atol=1e-6)
    same = read.price_book["chance_better"].isna() == ours.price_book["chance_better"].isna()
    assert same.all() and read.price_book["chance_better"].dropna().between(0, 1).all()


def test_no_candidate_holds_what_is_excluded_or_sold_out(exogenous):
    limits = Constraints(excluded=("p3",), stock=(("p5", 0.0),))
    market = replace(exogenous.results.market, limits=limits)

    offers = candidates(market, RunConfig(n_pairs=2, n_triples=0))

    assert offers and not any({"p3", "p5"} & set(offer.product_ids) for offer in offers)
