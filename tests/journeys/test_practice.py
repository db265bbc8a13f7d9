"""A practice shop: made on the upload page, and every answer beside the truth once it is trained."""

import shutil

import pandas as pd
import pytest

from analytics.simulation.config import WorldConfig
from analytics.simulation.files import write_shop
from analytics.simulation.practice import truth_of
from components.practice.make_shop import SIZES
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import rewrite
from tests.pricing_driver import BUNDLES, RESPONSE, SCENARIOS, box, open_tab, tab_labels, table_with

UPLOAD = "pages/shop/upload.py"
QUESTION = "How near to the truth?"


@pytest.fixture
def practice(trained, tmp_path):
    """Give the trained shop the truth it was made from."""
    config = WorldConfig(n_customers=300, n_visits_per_customer=12, n_products=5, n_days=182)
    write_shop(config, tmp_path / "world")
    (tmp_path / "world" / "truth").rename(trained.directory / "truth")
    return trained


def test_a_practice_shop_is_made_and_opened_on_the_upload_page(monkeypatch):
    monkeypatch.setitem(SIZES, 300, "Small")
    app = open_app(UPLOAD)
    app = box(app, "How large?").set_value(300).run()
    app = box(app, "What happened in this shop?").set_value("orders").run()

    app = press(app, "make-practice")

    (name,) = open_workspace().shop_names()
    assert name == "Practice - orders only (300 customers - seed 0)"
    assert f"{name} holds" in words(app)
    assert "This shop is open" in words(app)
    shop = open_workspace().open(name)
    assert truth_of(shop).config.has_views is False
    assert shop.imports()["rejected"].tolist() == ["{}"] * 3


def test_a_practice_shop_made_before_is_opened_again(tmp_path):
    app = open_app(UPLOAD)
    app = press(box(app, "How large?").set_value(300).run(), "make-practice")
    app = box(app, "What happened in this shop?").set_value("fixed").run()
    app = press(box(app, "How large?").set_value(300).run(), "make-practice")

    app = box(app, "What happened in this shop?").set_value("exogenous").run()
    app = press(box(app, "How large?").set_value(300).run(), "open-practice")

    assert "Practice - prices by chance (300 customers - seed 0) holds" in words(app)


def test_estimated_elasticities_stand_beside_the_true_ones(practice):
    app = open_tab(open_app(RESPONSE), QUESTION, "response-tabs")

    rows = table_with(app, "true_elasticity", "elasticity")
    truth = truth_of(practice)
    assert "Estimated against true: on the line they agree" in chart_titles(app)
    assert len(rows) == 5 and (rows["true_elasticity"] < 0).all()
    assert rows["true_elasticity"].corr(pd.Series(truth.elasticities())) > 0.99


def test_the_share_of_the_possible_profit_is_said(practice):
    app = open_tab(open_app(BUNDLES), QUESTION)

    rows = table_with(app, "best_discount_share", "true_profit")
    assert "of the extra profit that was possible" in words(app)
    assert (rows["true_profit"] <= rows["best_profit"] + 1e-9).all()
    assert "Promised against true profit of the advised discounts" in chart_titles(app)


def test_every_discount_of_a_bundle_has_its_true_profit(practice):
    app = open_tab(open_app(SCENARIOS), QUESTION, "scenario-tabs")

    rows = table_with(app, "best_discount_share", "true_profit")
    assert sorted(rows["segment"]) == ["tier 0", "tier 1", "tier 2"]
    assert "What every discount truly earns: advised (dot) and best (ring)" in chart_titles(app)


def test_where_advice_is_withheld_the_truth_stands_alone(practice, run):
    for table, column in (("price_book", "discount_share"), ("products", "elasticity")):
        frame = pd.read_parquet(run / f"{table}.parquet")
        rewrite(run / f"{table}.parquet", frame.assign(**{column: float("nan")}, verdict="FAIL"))

    response = open_tab(open_app(RESPONSE), QUESTION, "response-tabs")
    elasticities = table_with(response, "true_elasticity", "title")
    app = open_tab(open_app(BUNDLES), QUESTION)

    assert "elasticity" not in elasticities
    assert "none of the extra profit that was possible is captured" in words(app)
    assert "true_profit" not in table_with(app, "best_discount_share")


def test_a_practice_shop_that_sells_other_things_is_judged_no_longer(practice, run, tmp_path):
    other = WorldConfig(n_customers=300, n_visits_per_customer=12, n_products=4, n_days=182)
    shutil.rmtree(practice.directory / "truth")
    write_shop(other, tmp_path / "other")
    (tmp_path / "other" / "truth").rename(practice.directory / "truth")

    assert QUESTION not in tab_labels(open_app(RESPONSE))


@pytest.mark.parametrize("page", [RESPONSE, BUNDLES, SCENARIOS])
def test_shops_of_ones_own_say_nothing_of_a_truth(page, trained):
    labels = tab_labels(open_app(page))
    assert labels and QUESTION not in labels
