"""A large catalog known by its orders alone: from files to a price book, and to a score for each customer."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.demand import batches
from analytics.runs import evaluate
from analytics.runs.results import load_results
from analytics.simulation.files import write_shop
from analytics.simulation.kinds import config_of
from tests.builders import write_csv
from tests.pictures import picture_bytes, write_zip

AISLES = {"n_departments_known": 3, "n_departments_seen": 1.5}


@pytest.fixture(scope="module")
def sold(tmp_path_factory):
    """What `run` makes of 120 products in six departments, with offers of two aisles of each."""
    place = tmp_path_factory.mktemp("by-orders")
    config = config_of(
        "catalog orders", n_products=120, n_customers=250, n_visits_per_customer=16.0, **AISLES
    )
    files = write_shop(config, place / "files")
    offers = [
        {"offer_id": f"o{place}", "product_ids": f"p{place}|p{place + 6}"}
        for place in (0, 20, 40, 60, 80, 100)
    ]
    well_sold = _well_sold(files["events"])
    files["pictures"] = _pictures(well_sold, place / "pictures.zip")
    files["offers"] = write_csv(place / "offers.csv", offers)
    asked = [word for kind, path in files.items() for word in (f"--{kind}", str(path))]
    with pytest.MonkeyPatch.context() as patch:  # who looks where does not depend on how long it trains
        patch.setattr(batches, "_MOST_STEPS", 120)
        patch.setattr(evaluate, "_EXPLAINED", 20)
        assert main(["run", *asked, "--segments", "tier", "--out", str(place / "out")]) == 0
    results = load_results(place / "out" / "model")
    return SimpleNamespace(place=place, results=results, book=results.price_book, well_sold=well_sold)


def _well_sold(events):
    """Say of each product whether it sells better than half of them."""
    sold = pd.read_csv(events)["product_id"].value_counts()
    return (sold > sold.median()).to_dict()


def _pictures(well_sold, path):
    """Draw what sells well in red, and the rest in blue."""
    files = {
        f"{product}.png": picture_bytes("red" if is_red else "blue", seed=place)
        for place, (product, is_red) in enumerate(well_sold.items())
    }
    return write_zip(path, files)


def test_pictures_that_tell_what_sells_are_given_to_the_model(sold):
    blocks = pd.read_parquet(sold.place / "out" / "product_blocks.parquet").set_index("block")

    assert blocks.loc["pictures", "is_used"] and blocks.loc["pictures", "less_low"] > 0
    is_red = [sold.well_sold[product] for product in sold.results.audience.product_ids]
    with np.load(sold.place / "out" / "model" / "model" / "weights.npz") as weights:
        columns = weights["columns"]
    told = [np.corrcoef(column, is_red)[0, 1] for column in columns.T[columns.std(0) > 0]]
    assert np.abs(told).max() > 0.9


def test_few_visits_look_at_a_bundle_and_it_moves_its_parts_and_others_of_their_categories(sold):
    audience = sold.results.audience
    for ids in sold.book.drop_duplicates("offer_id")["product_ids"]:
        parts = audience.positions(ids)

        near = audience.near(parts)

        assert 0 < audience.looks_at(parts) < 0.5
        assert near[:2] == parts
        aisles = [{int(audience.product_ids[k][1:]) // 4 for k in some} for some in (parts, near[2:])]
        assert aisles[1] <= aisles[0]
    assert audience.weights.replacing[0] < 0


def test_customers_scored_one_by_one_are_the_price_book_together(sold):
    customers, out = sold.place / "customers.csv", sold.place / "scores.parquet"
    pd.read_parquet(sold.place / "out" / "customers.parquet")[["customer_id"]].to_csv(customers, index=False)

    model = str(sold.place / "out" / "model")
    assert main(["price", "--model", model, "--customers", str(customers), "--out", str(out)]) == 0

    scores = pd.read_parquet(out)
    ours = scores.groupby(["offer_id", "segment"])["take_rate"].mean()
    theirs = sold.book.set_index(["offer_id", "segment"]).loc[ours.index, "take_rate"]
    given = theirs.notna()
    assert given.sum() >= 6
    assert np.corrcoef(ours[given], theirs[given])[0, 1] > 0.9
    assert ours[given].mean() == pytest.approx(theirs[given].mean(), rel=0.35)
