import io

import numpy as np
import pandas as pd
import pytest

from components.shell import display
from tests.app_driver import chart_titles, go, open_app, press, words
from tests.pricing_driver import BUNDLES, PRICE_BOOK, SCENARIOS, box, open_bundle, open_tab, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


@pytest.fixture
def files(monkeypatch):
    """Return what the page offers to download: file name → content on demand."""
    offered = {}
    monkeypatch.setattr(
        display,
        "show_download",
        lambda label, content, file_name, **kwargs: offered.update({file_name: content}),
    )
    return offered


def number(app, label):
    return next(n for n in app.number_input if n.label.startswith(label))


def submit(app, key):
    """Press the button of a form."""
    return next(b for b in app.button if b.key == key).click().run()


def costs_and_limits():
    return open_tab(open_app(BUNDLES), "Costs and limits")


def with_costs(app, **figures):
    for label, value in figures.items():
        number(app, label.replace("_", " ")).set_value(value)
    return submit(app, "save-costs")


def book_on_the_page(app, files):
    go(app, PRICE_BOOK)
    return pd.read_parquet(io.BytesIO(files["price_book.parquet"]()))


def test_other_costs_price_every_bundle_anew_without_training(trained, run, files):
    before = book_on_the_page(open_app(BUNDLES), files)
    kept = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}

    app = with_costs(costs_and_limits(), Fulfilment_per_item=0.5, Payment_fee=2.0)

    assert "Priced anew with your costs" in words(app) and "2.0 % payment fee" in words(app)
    book = book_on_the_page(app, files)
    assert book["offer_id"].tolist() == before["offer_id"].tolist()
    assert book["profit_a_year"].sum() < before["profit_a_year"].sum()
    assert kept == {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}


def test_scenarios_show_what_the_new_costs_leave(trained, run, files):
    app = with_costs(costs_and_limits(), Fulfilment_per_item=0.5)
    book = book_on_the_page(app, files)

    app = go(app, SCENARIOS)

    assert "Priced anew with your costs" in words(app)
    app = next(t for t in app.toggle if t.label.startswith("Show the table")).set_value(True).run()
    rows = table_with(app, "segment", "scenario", "profit_low")
    best = rows[rows["scenario"] == "Best per segment"].set_index("segment")["incremental_profit"]
    expected = book[book["offer_id"] == box(app, "Bundle").value].set_index("segment")
    np.testing.assert_allclose(best[expected.index], expected["profit_a_year"], rtol=1e-2, atol=0.5)


def test_the_way_back_leads_to_the_trainings_own_price_book(trained, run, files):
    own = book_on_the_page(open_app(BUNDLES), files)
    app = with_costs(costs_and_limits(), Fulfilment_per_item=0.5)

    app = press(app, "forget-assumptions")

    assert "Priced anew" not in words(app)
    pd.testing.assert_frame_equal(book_on_the_page(app, files), own)


def test_costs_are_kept_with_the_shop(trained):
    with_costs(costs_and_limits(), Fulfilment_per_parcel=1.5)

    assert number(costs_and_limits(), "Fulfilment per parcel").value == 1.5


def test_no_price_on_the_page_or_in_its_files_breaks_a_limit(trained, files):
    app = costs_and_limits()
    number(app, "Deepest discount").set_value(8.0)
    next(s for s in app.selectbox if s.label.startswith("How a bundle's price")).set_value(".95")

    app = submit(app, "save-limits")

    book = book_on_the_page(app, files)
    offered = book[book["discount_share"] > 0]
    assert len(offered)
    assert set((100 * offered["bundle_price"]).round().astype(int) % 100) == {95}
    assert (offered["discount_share"] <= 0.08).all()
    assert "at most 8 % off" in words(app)


def test_bundles_made_by_hand_share_the_budget(trained, files):
    app = open_tab(open_app(BUNDLES), "Make a bundle by hand")
    parts = next(chosen for chosen in app.main.multiselect if chosen.label == "Parts")
    app = press(parts.select("p0").select("p1").select("p2").select("p3").run(), "add-bundle")
    app = open_tab(app, "Costs and limits")
    number(app, "Promotion budget").set_value(1.0)

    app = submit(app, "save-limits")

    assert "of the budget of 1.00" in words(app)
    book = book_on_the_page(app, files)
    assert "M01" in set(book["offer_id"])
    assert book["reason"].str.contains("promotion budget does not reach").any()


def test_only_what_is_sure_enough_is_listed_and_downloaded(trained, run, files):
    app = open_app(BUNDLES)

    app = next(s for s in app.slider if s.label == "Only where at least this sure").set_value(95).run()

    assert (table_with(app, "lift", "chance_better")["chance_better"] >= 0.95).all()
    book = book_on_the_page(app, files)
    assert (book["chance_better"] >= 0.95).all()
    assert len(book) == (pd.read_parquet(run / "price_book.parquet")["chance_better"] >= 0.95).sum()


def test_the_waterfall_of_a_bundle_ends_at_its_profit(trained):
    app = open_app(BUNDLES)
    listed = table_with(app, "lift", "offer_id").set_index("offer_id")

    app = open_bundle(app, "Where the money goes")

    shown = table_with(app, "step", "amount").set_index("step")["amount"]
    chosen = box(app, "Bundle to look at").value

    assert any(title.startswith("What is left of the parts") for title in chart_titles(app))
    parts = shown.drop(["Earned on bundles sold", "What the bundle adds"])
    assert parts.sum() == pytest.approx(shown["What the bundle adds"])
    assert shown["What the bundle adds"] == pytest.approx(
        listed.loc[chosen, "incremental_profit_per_visit"], rel=1e-6
    )
