"""Texts out of a file become what the model knows of customers; what is not known counts as average."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.encoder import Encoder
from analytics.demand.habits import N_HABITS
from analytics.runs.scoring.describe import Descriptions, LenientEncoder
from analytics.runs.snapshot import NO_PURCHASE
from analytics.segments.choice import SegmentChoice
from tests.logs import cells_by_hand, log_by_hand

BY_TIER = SegmentChoice("attribute", "tier")


def encoder(customers=None, kind=Encoder):
    """An encoder of four customers: tiers, a region, a class in numbers, and ages of many values."""
    if customers is None:
        customers = pd.DataFrame(
            {
                "segment": ["gold", "iron", "gold", "iron"],
                "region": ["north", "south", "north", "north"],
                "class": [1.0, 2.0, 1.0, 2.0],
            },
            index=[f"c{i}" for i in range(4)],
        )
    visits = cells_by_hand(np.eye(4)[:, :2] > 0)
    return kind(np.ones(2, np.float32)).fit(visits, customers)


def described(rows, known=None, choice=BY_TIER, fitted=None):
    rows = pd.DataFrame(rows)
    known = pd.DataFrame(index=rows.index) if known is None else pd.DataFrame(known)
    return Descriptions(fitted or encoder(), choice).describe(rows, known)


def test_columns_are_found_whatever_their_case_and_the_segment_by_its_attribute():
    used = Descriptions(encoder(), BY_TIER).columns_used(["Customer", "Tier", "REGION", "shoe"])

    assert used == {"region": "REGION", "segment": "Tier"}


def test_a_number_is_the_same_level_however_it_is_written():
    assert described({"class": ["1", "2.0", "01"]})["class"].tolist() == ["1.0", "2.0", "1.0"]


def test_a_file_goes_before_what_the_run_knew_and_gaps_are_filled_with_that():
    table = described({"region": ["south", None]}, {"region": ["north", "north"], "segment": ["gold", None]})

    assert table["region"].tolist() == ["south", "north"]
    assert table["segment"].tolist()[0] == "gold"


@pytest.mark.parametrize(
    ("names", "choice", "given", "found"),
    [
        (["gold", "iron"], BY_TIER, "gold", "gold"),
        (["gold", "iron"], BY_TIER, " gold ", "gold"),
        (["gold", "iron"], BY_TIER, "clay", None),
        (["gold", "Other"], BY_TIER, "clay", "Other"),
        (["gold", "Unknown"], BY_TIER, None, "Unknown"),
        (["gold", "iron"], BY_TIER, None, None),
        (["loyal", NO_PURCHASE], SegmentChoice(), None, NO_PURCHASE),
        (["loyal", "new"], SegmentChoice(), "clay", None),
    ],
)
def test_a_segment_is_one_that_the_model_knows_or_none(names, choice, given, found):
    customers = pd.DataFrame({"segment": names * 2}, index=[f"c{i}" for i in range(4)])

    table = described({"segment": [given]}, choice=choice, fitted=encoder(customers))

    assert table["segment"].tolist() == [found]


def test_customers_are_alike_where_the_model_cannot_tell_them_apart():
    descriptions = Descriptions(encoder(), BY_TIER)
    rows = pd.DataFrame({"segment": ["gold"] * 4, "region": ["north", "east", "west", None]})

    alike = descriptions.alike(descriptions.describe(rows, pd.DataFrame(index=rows.index)))

    assert alike[1] == alike[2]
    assert alike.nunique() == 3


def test_text_among_numbers_is_found_with_its_place():
    ages = pd.DataFrame({"segment": "gold", "age": np.arange(20.0, 40)}, [f"c{i}" for i in range(20)])
    visits = cells_by_hand(np.ones((20, 2)) > 0)
    fitted = Encoder(np.ones(2, np.float32)).fit(visits, ages)

    found = Descriptions(fitted, BY_TIER).first_no_number(pd.DataFrame({"age": ["30", None, "old"]}))

    assert found == (2, "age", "old")


def test_an_attribute_that_is_not_known_has_no_effect():
    lenient = encoder(kind=LenientEncoder)
    customers = pd.DataFrame(
        {"segment": ["gold", "gold"], "region": ["north", None], "class": [None, None]}, index=["c0", "c1"]
    )

    traits = lenient.visits(log_by_hand(np.zeros((2, 2))), customers).traits[:, :-N_HABITS]

    assert (traits[1] == 0).all()
    assert (traits[0] != 0).any()
