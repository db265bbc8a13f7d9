"""Governance ▸ Price of privacy: what is asked, the work, and what it shows."""

from dataclasses import asdict
from math import inf

import pandas as pd
import pytest

from analytics.runs.privacy_price.config import PrivacyPriceConfig
from analytics.runs.privacy_price.files import PRICES, RECORD, SHOPS
from analytics.runs.privacy_price.work import PRIVACY_PRICE
from data.privacy.digests import write_digests
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, tables, words

PAGE = "pages/governance/price_of_privacy.py"


@pytest.fixture
def shop(small_shop):
    workspace = open_workspace()
    return workspace.open(workspace.shop_names()[0])


def test_it_is_asked_cancelled_and_its_result_shown(shop):
    app = open_app(PAGE)
    assert not app.exception and "Your own shop is not looked at" in words(app)
    app = app.multiselect(key="privacy-epsilons").set_value(["8.0", "1.0"]).run()
    app = app.number_input(key="privacy-customers").set_value(60).run()
    app = app.number_input(key="privacy-products").set_value(3).run()
    app = app.number_input(key="privacy-shops").set_value(2).run()
    app = press(app, "start-privacy_price")
    assert not app.exception
    job = PRIVACY_PRICE.active(shop.directory)
    asked = PRIVACY_PRICE.asked(shop.directory / "models" / "privacy_price" / job.job_id)
    assert asked == PrivacyPriceConfig((8.0, 1.0), n_customers=60, n_products=3, n_shops=2)
    app = press(app, "cancel-privacy_price")
    assert "comparison was cancelled" in words(app)

    finished(shop, asked)
    app = open_app(PAGE)

    assert not app.exception
    assert (
        "Advice without privacy earns 96 % of the possible extra profit on 2 simulated shops of 60 customers"
        in words(app)
    )
    assert "60 % (50 % to 70 %) at epsilon 1" in words(app)
    for title in ("profit that privacy leaves", "stays near chance"):
        assert any(title in shown for shown in chart_titles(app))
    assert any("captured_share" in table and "epsilon_name" in table for table in tables(app))


def test_no_epsilon_is_nothing_to_start(small_shop):
    app = open_app(PAGE).multiselect(key="privacy-epsilons").set_value([]).run()

    assert "Choose at least one epsilon" in words(app)
    assert next(button for button in app.button if button.key == "start-privacy_price").disabled


def finished(shop, config):
    """Leave a finished comparison whose figures are known."""
    shares = {inf: 0.96, 8.0: 0.9, 1.0: 0.6}
    rows = [
        {"epsilon": e, "shop": n, "profit": s, "possible": 1.0, "captured_share": s, "withheld_share": 0.0,
         "log_loss": 0.5, "noise_multiplier": 1.0}
        for e, s in shares.items() for n in (1, 2)
    ]  # fmt: skip
    prices = pd.DataFrame({"epsilon": list(shares), "captured_share": list(shares.values())})
    prices = prices.assign(
        captured_share_low=prices["captured_share"] - 0.1, captured_share_high=prices["captured_share"] + 0.1,
        kept_share=prices["captured_share"], withheld_share=0.0, log_loss=0.5, n_guesses=60,
        accuracy=[0.95, 0.55, 0.5], epsilon_low=[2.0, 0.1, 0.0],
    )  # fmt: skip
    with PRIVACY_PRICE.directory(shop, is_kept=True) as directory:
        PRIVACY_PRICE.write_snapshot(shop, config, directory)
        SHOPS.write(directory, pd.DataFrame(rows))
        PRICES.write(directory, prices)
        told = prices.replace(inf, None).astype(object).to_dict("records")
        RECORD.write(directory, {"config": asdict(config), "prices": told})
        write_digests(directory)
