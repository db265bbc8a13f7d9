"""A study of segments as a whole: its tables fit together, and it refuses in sentences."""

from contextlib import contextmanager

import numpy as np
import pandas as pd
import pytest

from analytics.jobs.typed_json import from_plain
from analytics.segments.features import FeatureGroup
from analytics.segments.methods.contract import NOISE, SegmentMethod
from analytics.segments.methods.map import Projection
from analytics.segments.portraits import NO_SEGMENT, Standing, profiles_of, with_personas
from analytics.segments.study.config import PLAIN_METHODS, StudyConfig, StudyStage
from analytics.segments.study.customers import CustomerTables
from analytics.segments.study.study import Study, study_segments
from data.schema import InputError, NotEnoughDataError

DAY = pd.Timedelta(days=1)


def tables_of(n_customers: int, seed: int = 0) -> CustomerTables:
    """Return the marts of customers of two kinds: who buys much of A, and who buys little of B."""
    rng = np.random.default_rng(seed)
    is_large = np.arange(n_customers) % 2 == 0
    ids = [f"c{n}" for n in range(n_customers)]
    n_orders = np.where(is_large, rng.integers(20, 30, n_customers), rng.integers(2, 5, n_customers))
    first = pd.Timestamp("2024-01-01") + rng.integers(0, 20, n_customers) * DAY
    recency = rng.integers(0, 60, n_customers)
    customers = pd.DataFrame(
        {
            "customer_id": ids,
            "first_order_at": first,
            "last_order_at": pd.Timestamp("2024-12-31") - recency * DAY,
            "recency_days": recency,
            "n_orders": n_orders,
            "monetary": n_orders * rng.uniform(9, 11, n_customers),
            "n_visits": n_orders,
            "kind": np.where(is_large, "large", "small"),
        }
    )
    own = ["mean_gap_days", "gap_irregularity", "products_per_order", "units_per_order", "n_products"]
    habits = pd.DataFrame(rng.uniform(1, 2, (n_customers, 5)), columns=own).assign(customer_id=ids)
    habits[["discount_share", "price_position", "category_position", "return_share"]] = 0.0
    habits[["n_views", "n_carts"]] = 0
    categories = pd.DataFrame({"customer_id": ids, "category": np.where(is_large, "A", "B"), "n_lines": 5})
    return CustomerTables(customers, habits, categories)


CONFIG = StudyConfig(n_clusters=2, against="kind")


@pytest.fixture(scope="module")
def found() -> Study:
    return study_segments(tables_of(160), CONFIG)


def test_every_customer_has_a_segment_by_every_method(found):
    assert found.assigned.groupby("method").size().to_dict() == dict.fromkeys(PLAIN_METHODS, 160)
    assert found.methods["method"].tolist() == list(PLAIN_METHODS)
    for row in found.methods.itertuples():
        labels = found.assigned.query("method == @row.method")["segment"].to_numpy()
        assert np.bincount(labels[labels != NOISE], minlength=row.n_segments).tolist() == list(row.sizes)
        assert row.noise_share == pytest.approx((labels == NOISE).mean())


def test_planted_segments_are_agreed_with_and_found_again(found):
    learned = found.methods.set_index("method").loc[["kmeans", "hierarchical", "mixture"]]

    assert (learned["rand_index"] > 0.95).all()
    assert (learned["stability"] > 0.9).all()
    assert learned["gain"]["kmeans"] == 0
    assert found.methods["gains"].isna().all()  # a question to deep embedding alone


def test_the_segment_that_spends_most_comes_first_and_is_of_high_value(found):
    first = found.profiles.query("method == 'kmeans'").iloc[0]

    assert (first["segment"], first["standing"]) == (0, Standing.SPENDS_MORE)
    assert first["customer_share"] == pytest.approx(0.5)
    assert first["revenue_share"] > 0.8


def test_profiles_add_up_to_the_shop(found):
    totals = found.profiles.groupby("method")[["customer_share", "revenue_share"]].sum()

    np.testing.assert_allclose(totals, 1)


def test_a_segment_is_told_by_the_figures_in_which_it_differs_most(found):
    of_first = found.figures.query("method == 'kmeans' and segment == 0")

    assert set(of_first["figure"].head(4)) <= {
        "n_orders",
        "monetary",
        "share_of_A",
        "share_of_B",
        "category_entropy",
    }
    assert (of_first["difference"].abs().diff().dropna() <= 1e-12).all()
    assert "attributes" not in set(of_first["group"])


def test_maps_show_the_same_customers_once_by_figures_and_once_by_each_method(found):
    views = found.places.groupby(["projection", "method"]).size()

    assert set(views) == {160}
    assert (Projection.PCA, "") in views.index and (Projection.LDA, "kmeans") in views.index
    assert set(found.axes.groupby(["projection", "method"])["axis"].nunique()) == {2}


def test_branches_of_the_hierarchy_are_numbered_as_its_segments(found):
    sizes = found.branches.groupby("branch")["n_customers"].sum()

    assert sizes.tolist() == found.methods.set_index("method")["sizes"]["hierarchical"]


def test_without_a_number_it_is_found_and_its_curve_told():
    found = study_segments(
        tables_of(80), StudyConfig(methods=(SegmentMethod.KMEANS,), groups=(FeatureGroup.RFM,))
    )

    assert found.counts["n_clusters"].iloc[0] == 2
    assert found.methods["n_segments"][0] in set(found.counts["n_clusters"])
    assert found.merges.empty


def test_stages_are_entered_in_the_order_that_they_are_announced_in():
    entered = []

    @contextmanager
    def stage(code):
        entered.append(code)
        yield lambda share: None

    config = StudyConfig(methods=(SegmentMethod.RFM, SegmentMethod.KMEANS), n_clusters=3)
    study_segments(tables_of(40), config, stage)

    assert entered == list(config.stages)
    assert sum(config.stages.values()) == pytest.approx(1)
    assert StudyStage.COUNTING in StudyConfig().stages


def test_a_config_comes_back_from_json():
    plain = {"methods": ["dbscan"], "groups": ["prices"], "n_clusters": None, "against": "tier", "seed": 3}

    config = from_plain(StudyConfig, plain)

    assert config == StudyConfig((SegmentMethod.DBSCAN,), (FeatureGroup.PRICES,), None, "tier", 3)
    assert isinstance(config.methods[0], SegmentMethod)
    with pytest.raises(TypeError):
        from_plain(StudyConfig, plain | {"methods": ["magic"]})


def test_few_customers_and_unknown_attributes_are_refused_in_a_sentence():
    with pytest.raises(NotEnoughDataError, match="Only 10 known customers have bought"):
        study_segments(tables_of(10), CONFIG)
    with pytest.raises(InputError, match="no attribute shoe_size"):
        study_segments(tables_of(40), StudyConfig(against="shoe_size"))


def test_who_is_in_no_segment_is_told_apart_and_comes_last(customers):
    people = customers(monetary=[10.0, 90.0, 50.0, 70.0])
    assigned = with_personas(people, {SegmentMethod.DBSCAN: np.array([1, 0, NOISE, 0])}, {})

    profiles = profiles_of(people, assigned)

    assert profiles["segment"].tolist() == [0, 1, NOISE]
    assert profiles["persona"].iloc[-1] == NO_SEGMENT
    assert profiles["n_customers"].tolist() == [2, 1, 1]
