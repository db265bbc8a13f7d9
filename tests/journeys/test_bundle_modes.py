"""The analyst asks how else a bundle could be sold, and what personal prices are worth."""

import numpy as np
import pandas as pd
import pytest

from tests.app_driver import chart_titles, open_app, words
from tests.builders import rewrite
from tests.pricing_driver import BUNDLES, box, open_bundle, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def test_a_bundle_is_shown_in_every_way_to_sell_it_and_with_the_worth_of_personal_prices(trained):
    app = open_bundle(open_app(BUNDLES), "How else it could be sold")

    assert "the best prices of parts and bundle" in words(app) or "No other way to sell" in words(app)
    assert "What each way of selling earns beyond parts alone at today's prices" in chart_titles(app)
    assert len(table_with(app, "mode", "share_of_optimum")) == 8

    app = open_bundle(app, "Personal prices")

    assert "to the best single price" in words(app) or "One price for all is enough" in words(app)
    assert "What finer prices add to the best single price" in chart_titles(app)
    assert len(table_with(app, "scheme", "worth")) == 8


def test_price_groups_are_described_when_the_analyst_looks_at_them(trained):
    app = open_bundle(open_app(BUNDLES), "Personal prices")

    app = box(app, "Prices").set_value("3 price groups").run()

    groups = table_with(app, "elasticity", "bundle_price", "segment_share")
    assert 1 <= len(groups) <= 3
    assert groups["visit_share"].sum() == pytest.approx(1, abs=0.002)  # as rounded for the eye
    payers = table_with(app, "share_more", "mean_less")
    assert "All segments" in set(payers["segment"])


def test_a_bundle_that_failed_its_checks_is_sold_in_no_other_way(trained, run):
    for name in ("price_book", "bundles"):
        frame = pd.read_parquet(run / f"{name}.parquet")
        withheld = dict.fromkeys(("discount_share", "incremental_profit_per_visit"), np.nan)
        failed = frame.assign(verdict="FAIL", reason="The price never moved", **withheld)
        rewrite(run / f"{name}.parquet", failed)

    app = open_bundle(open_app(BUNDLES), "Personal prices")

    assert "What finer prices add to the best single price" not in chart_titles(app)
