"""Every choice of the app's training, from the page to the price book, trained in a process of its own."""

import time
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from analytics.jobs.process import cancel
from analytics.pricing.constraints import Constraints
from analytics.pricing.money import CostAssumptions
from analytics.private_training.config import PrivacyConfig
from analytics.runs.config import RunConfig, read_config
from analytics.runs.process import status
from analytics.segments.choice import SegmentChoice
from components.bundles import assumptions
from data.services.workspaces import open_workspace
from tests.app_driver import go, open_app, press, words
from tests.doors.files import write_all
from tests.doors.rows import import_shop
from tests.pricing_driver import (
    BUNDLES,
    EXPLANATION,
    PERFORMANCE,
    PRICE_BOOK,
    RESPONSE,
    SCENARIOS,
    table_with,
)

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

SEGMENTS, NAME = "pages/customers/segments.py", "Shop of the app"
COSTS = CostAssumptions(per_order=0.5, per_item=0.1, payment_fee_share=0.03)
LIMITS = Constraints(least_margin=0.1, deepest_discount=0.2, price_ending=".95", excluded=("p3",))
NOT_ASKED = {"offers", "n_pairs", "n_triples", "seed"}  # the app finds the bundles and draws no lots anew
APART = {"n_products", "privacy"}  # the latter has a test of its own


@pytest.fixture
def space(tmp_path: Path) -> Path:
    """An imported shop that nothing was chosen for yet, in the workspace of the test."""
    write_all(tmp_path / "files")
    return import_shop(tmp_path / "workspace", NAME, tmp_path / "files").directory


def radio(app, label):
    return next(r for r in app.main.radio if r.label == label)


def choice(app, label):
    return next(m for m in app.main.multiselect if m.label.startswith(label))


def slider(app, label):
    return next(s for s in app.main.slider if s.label.startswith(label))


def started(directory: Path) -> Path:
    """Return the directory of the run that the page has started."""
    return max((directory / "runs").iterdir())


@pytest.fixture
def cancelled(space):
    """Choose on the page, train, and return what was asked for; the training is stopped then."""

    def configured(choose) -> RunConfig:
        app = choose(open_app(RESPONSE))
        press(app, "train")
        cancel(started(space))
        return read_config(started(space))

    return configured


def test_the_scope_is_all_that_can_be_priced_or_the_part_that_was_chosen(cancelled):
    def of_category(app):
        app = radio(app, "Products in scope").set_value("part").run()
        return choice(app, "Category").set_value(["Category 1"]).run()

    every, category = cancelled(lambda app: app), cancelled(of_category)

    assert every.products == ("p0", "p1", "p2", "p3", "p4")
    assert category.products == ("p1", "p4")


def test_a_training_is_private_where_that_is_asked(cancelled):
    def privately(app):
        app = app.toggle(key=f"private-{NAME}").set_value(True).run()
        return app.number_input(key=f"epsilon-{NAME}").set_value(2.0).run()

    assert cancelled(privately).privacy == PrivacyConfig(2.0)
    assert cancelled(lambda app: app).privacy is None


def choose_all(space: Path):
    """Make every choice of the app but the default one, and return the page with them."""
    shop = open_workspace(space.parent).open(NAME)
    assumptions.save_costs(shop, COSTS)
    assumptions.save_limits(shop, LIMITS)
    shop.close()
    app = radio(open_app(SEGMENTS), "What makes a segment").set_value("clusters").run()
    app = press(slider(app, "Number of clusters").set_value(3).run(), "use-segments")
    app = radio(go(app, RESPONSE), "Products in scope").set_value("own").run()
    app = choice(app, "Products").set_value(["p0", "p1", "p2", "p3"]).run()
    app = choice(app, "Columns that moved prices").set_value(["cost", "tariff"]).run()
    app = choice(app, "Columns that no price may rest on").set_value(["region"]).run()
    return slider(app, "Margin where the cost is unknown").set_value(40).run()


def test_every_choice_reaches_the_price_book_and_every_page_shows_it(space):
    app = choose_all(space)

    app = press(app, "train")
    run = started(space)
    while status(run).state in ("queued", "running"):
        time.sleep(0.5)

    assert status(run).state == "done", status(run).error
    config = read_config(run)
    assert config == RunConfig(
        products=("p0", "p1", "p2", "p3"),
        segments=SegmentChoice("clusters", n_clusters=3),
        instruments=("cost", "tariff"),
        costs=replace(COSTS, margin_share=0.4),
        limits=LIMITS,
        barred=("region",),
    )
    changed = {f.name for f in fields(RunConfig) if getattr(config, f.name) != getattr(RunConfig(), f.name)}
    assert changed | NOT_ASKED | APART == {f.name for f in fields(RunConfig)}
    book = pd.read_parquet(run / "price_book.parquet")
    assert set(book["segment"]) == set(pd.read_parquet(run / "customers.parquet")["segment"])
    assert {product for ids in book["product_ids"] for product in ids} == {"p0", "p1", "p2"}
    offered = book[book["discount_share"] > 0]
    assert set((100 * offered["bundle_price"]).round().astype(int) % 100) == {95}
    assert offered["discount_share"].max() <= 0.2
    for page in (RESPONSE, PRICE_BOOK, BUNDLES, SCENARIOS, PERFORMANCE, EXPLANATION):
        app = open_app(page)
        assert not app.exception and not app.error, (page, words(app))
    assert table_with(app, "name", "mean_absolute") is not None
