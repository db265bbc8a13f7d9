import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from analytics.pricing.constraints import ENDINGS, Constraints
from analytics.pricing.money import CostAssumptions
from analytics.pricing.price_book.market import Offer
from analytics.runs.config import RunConfig
from analytics.segments.choice import SegmentChoice

names = st.text(min_size=1, max_size=12)
offers = st.builds(
    Offer,
    offer_id=names,
    product_ids=st.lists(names, min_size=2, max_size=6).map(tuple),
    discount_share=st.none() | st.floats(0, 0.6),
)
costs = st.builds(
    CostAssumptions,
    margin_share=st.floats(0.01, 0.99),
    per_order=st.floats(0, 10),
    return_share=st.none() | st.floats(0, 0.9),
)
limits = st.builds(
    Constraints,
    least_margin=st.none() | st.floats(-1, 1),
    price_ending=st.sampled_from(ENDINGS),
    stock=st.lists(st.tuples(names, st.floats(0, 1e6)), max_size=2).map(tuple),
    excluded=st.lists(names, max_size=2).map(tuple),
    budget=st.none() | st.floats(0, 1e6),
)
configs = st.builds(
    RunConfig,
    products=st.lists(names, max_size=4).map(tuple),
    n_products=st.integers(2, 60),
    segments=st.sampled_from(
        [SegmentChoice(), SegmentChoice("clusters", n_clusters=4), SegmentChoice("attribute", "tier")]
    ),
    instruments=st.lists(names, max_size=2).map(tuple),
    costs=costs,
    limits=limits,
    offers=st.lists(offers, max_size=3).map(tuple),
    seed=st.integers(0, 2**31 - 1),
)


@given(configs)
def test_a_config_survives_its_travel_into_the_run(config):
    assert RunConfig.from_plain(json.loads(json.dumps(asdict(config)))) == config


def test_a_config_can_be_a_key_of_a_cache():
    assert hash(RunConfig(offers=(Offer("B01", ("p0", "p1")),))) == hash(
        RunConfig(offers=(Offer("B01", ("p0", "p1")),))
    )


def test_a_config_from_before_costs_could_be_given_keeps_its_margin():
    plain = asdict(RunConfig())
    del plain["costs"], plain["limits"]

    read = RunConfig.from_plain(plain | {"margin_share": 0.42})

    assert read.costs == CostAssumptions(margin_share=0.42)
