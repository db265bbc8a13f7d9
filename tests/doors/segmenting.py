"""What each option of `segment` does, told by the tables that it wrote."""

import json

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analytics.cli.persons import PERSONS
from analytics.cli.segment import OUTPUTS
from analytics.runs.segment_study import STUDY, read_study
from analytics.segments.features import FeatureGroup
from analytics.segments.study.config import PLAIN_METHODS
from data.intake.demo import DEMO_NAME
from data.schema import KINDS
from tests.doors.files import GERMAN
from tests.doors.limits import Check
from tests.doors.rows import SHOP, Doors
from tests.doors.valuing import VALUE

ROWS = ("segmented", "segmented orders", "segmented demo")


def table(doors: Doors, row: str, name: str) -> pd.DataFrame:
    """Return a table that a row wrote."""
    return pd.read_parquet(doors.done(row).out / f"{name}.parquet")


def everybody_who_bought_has_one_segment(doors: Doors) -> None:
    events = doors.world.events.query("event_type == 'purchase'")
    orders = pd.read_csv(doors.files / "orders.csv")
    for row, bought in (("segmented", events), ("segmented orders", orders)):
        segments = table(doors, row, "segments")
        assert list(segments.columns) == ["customer_id", "segment", "persona"]
        assert sorted(segments["customer_id"]) == sorted(set(bought["customer_id"]))


def every_kind_is_imported_first(doors: Doors) -> None:
    intake = json.loads((doors.done("segmented orders").out / "intake.json").read_text())
    assert {file["kind"] for file in intake["files"]} == set(KINDS)
    assert all(file["rows_kept"] > 0 for file in intake["files"])
    assert intake["mapping"]["columns"] == GERMAN


def products_and_customers_bring_figures(doors: Doors) -> None:
    figures = table(doors, "segmented orders", "segment_figures")
    assert set(figures.query("group == 'attributes'")["figure"].str.split("_is_").str[0]) == {
        "tier",
        "region",
    }
    categories = {f"share_of_{name}" for name in doors.world.products["category"]}
    assert set(figures.query("group == 'categories'")["figure"]) <= categories | {"category_entropy"}


def figures_are_of_the_groups_asked_for(doors: Doors) -> None:
    asked = {"segmented": {"rfm", "prices"}, "segmented orders": {"rfm", "categories", "attributes"}}
    for row, groups in asked.items():
        assert set(table(doors, row, "segment_figures")["group"]) == groups
    usual = set(table(doors, "segmented demo", "segment_figures")["group"])
    assert {"rfm", "rhythm", "baskets", "browsing"} <= usual <= set(FeatureGroup) - {"attributes"}


def the_first_method_is_written_and_all_are_compared(doors: Doors) -> None:
    methods = {row: table(doors, row, "segment_methods")["method"].tolist() for row in ROWS}
    assert methods["segmented"] == ["hierarchical", "kmeans"]
    assert methods["segmented demo"] == ["deep", "kmeans"]
    assert methods["segmented orders"][0] == "kmeans"
    assert set(methods["segmented orders"]) == set(PLAIN_METHODS)
    for row, names in methods.items():
        sizes = table(doors, row, "segment_methods")["sizes"].iloc[0]
        assert table(doors, row, "segments")["segment"].value_counts().sort_index().tolist() == list(sizes)
        profiles = table(doors, row, "segment_profiles")
        assert list(profiles["method"].unique()) == names
        np.testing.assert_allclose(profiles.groupby("method")["customer_share"].sum(), 1)


def there_are_as_many_segments_as_asked_for(doors: Doors) -> None:
    for row, number in (("segmented", 4), ("segmented demo", 2)):
        assert (table(doors, row, "segment_methods")["n_segments"] == number).all()
        assert table(doors, row, "segment_counts").empty
    tried = table(doors, "segmented orders", "segment_counts")
    assert tried["n_clusters"].iloc[0] == 2 and (tried["stability"] <= 1).all()


def agreement_is_with_the_attribute(doors: Doors) -> None:
    methods = table(doors, "segmented", "segment_methods").set_index("method")
    segments = table(doors, "segmented", "segments").set_index("customer_id")["segment"]
    tier = doors.world.customers.set_index("customer_id")["tier"][segments.index]
    assert methods["rand_index"]["hierarchical"] == pytest.approx(adjusted_rand_score(tier, segments))
    assert methods["gain"]["kmeans"] == 0 and methods["gains"].isna().all()
    assert table(doors, "segmented demo", "segment_methods")["rand_index"].isna().all()


def the_seed_draws_the_samples(doors: Doors) -> None:
    seven, usual = (
        table(doors, row, "segment_methods")["stability"] for row in ("segmented", "segmented by chance")
    )
    assert (seven != usual).all()


def the_study_is_kept_in_the_workspace(doors: Doors) -> None:
    for row, place, shop in (
        ("segmented orders", "segment-space", SHOP),
        ("segmented demo", "demo-space", DEMO_NAME),
    ):
        doors.done(row)
        directory = next(path for path in (doors.at / place).rglob(shop) if path.is_dir())
        found = read_study(STUDY.newest(directory))
        written = table(doors, row, "segment_methods")  # with what acting on them earns
        pd.testing.assert_frame_equal(found.methods, written[list(found.methods)])


def the_tables_lie_where_they_should(doors: Doors) -> None:
    for row in ROWS:
        of_joins = {PERSONS} if row == "segmented orders" else set()
        assert {path.name for path in doors.done(row).out.iterdir()} == {*OUTPUTS} | of_joins


def the_demo_shop_is_segmented(doors: Doors) -> None:
    assert not doors.done("segmented demo").options.events
    assert set(table(doors, "segmented demo", "segments")["customer_id"]) <= set(
        doors.world.customers["customer_id"]
    )


SEGMENT: dict[str, Check] = {
    **dict.fromkeys([f"--{kind}" for kind in KINDS], every_kind_is_imported_first),
    "--events": everybody_who_bought_has_one_segment,
    "--orders": everybody_who_bought_has_one_segment,
    "--products": products_and_customers_bring_figures,
    "--customers": products_and_customers_bring_figures,
    "--mapping": every_kind_is_imported_first,
    "--workspace": the_study_is_kept_in_the_workspace,
    "--out": the_tables_lie_where_they_should,
    "--demo": the_demo_shop_is_segmented,
    "--method": the_first_method_is_written_and_all_are_compared,
    "--features": figures_are_of_the_groups_asked_for,
    "--clusters": there_are_as_many_segments_as_asked_for,
    "--against": agreement_is_with_the_attribute,
    "--seed": the_seed_draws_the_samples,
    **VALUE,
}
