import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analytics.segments.choice import SegmentChoice, assign_segments
from data.schema import InputError

Build = Callable[..., pd.DataFrame]


def tiers(**sizes: int) -> list[str]:
    return [tier for tier, size in sizes.items() for _ in range(size)]


def segment_sizes(shop: pd.DataFrame, attribute: str = "tier") -> dict[str, int]:
    choice = SegmentChoice("attribute", attribute=attribute)
    return assign_segments(shop, choice)["segment"].value_counts().to_dict()


def test_rfm_segments_for_pricing_are_few_and_large(shop_customers: Build) -> None:
    segments = assign_segments(shop_customers(2_000), SegmentChoice())

    sizes = segments["segment"].value_counts()
    assert list(segments.columns) == ["customer_id", "segment"]
    assert sizes.min() >= 40
    assert 2 <= len(sizes) <= 8


def test_clusters_bring_their_number_and_persona(shop_customers: Build) -> None:
    segments = assign_segments(shop_customers(500), SegmentChoice("clusters", n_clusters=4), seed=5)

    assert list(segments.columns) == ["customer_id", "segment", "cluster", "persona"]
    assert sorted(segments["cluster"].unique()) == [0, 1, 2, 3]
    assert segments.groupby("cluster")["persona"].nunique().tolist() == [1, 1, 1, 1]
    assert segments["persona"].nunique() == 4
    assert segments["segment"].equals(segments["persona"].rename("segment"))


def test_clusters_without_a_number_follow_the_suggestion(shop_customers: Build) -> None:
    segments = assign_segments(shop_customers(300), SegmentChoice("clusters"))

    assert 2 <= segments["cluster"].nunique() <= 8


def test_an_attribute_becomes_the_segment(shop_customers: Build) -> None:
    shop = shop_customers(200).assign(tier=tiers(gold=50, silver=150))

    assert segment_sizes(shop) == {"gold": 50, "silver": 150}


def test_values_beyond_the_largest_become_other(shop_customers: Build) -> None:
    shop = shop_customers(637).assign(tier=tiers(**{f"t{size}": size for size in range(39, 53)}))

    sizes = segment_sizes(shop)

    assert len(sizes) == 12
    assert sizes["Other"] == 39 + 40 + 41
    assert sum(sizes.values()) == 637


def test_twelve_values_all_stay_however_small(shop_customers: Build) -> None:
    shop = shop_customers(24).assign(tier=tiers(**{f"t{number}": 2 for number in range(12)}))

    assert set(segment_sizes(shop)) == {f"t{number}" for number in range(12)}


def test_a_missing_value_is_unknown(shop_customers: Build) -> None:
    values = [*tiers(gold=100, silver=60, iron=29, blank=40), None, None]
    shop = shop_customers(231).assign(tier=[" " if value == "blank" else value for value in values])

    assert segment_sizes(shop) == {"gold": 100, "silver": 60, "Unknown": 42, "iron": 29}


def test_an_attribute_that_tells_nobody_apart_makes_one_segment(shop_customers: Build) -> None:
    shop = shop_customers(60)

    assert segment_sizes(shop.assign(tier=shop["customer_id"])) == {"All customers": 60}


@pytest.mark.parametrize("attribute", ["shoe_size", "customer_id", "monetary"])
def test_an_attribute_that_is_none_is_named_with_those_there_are(
    attribute: str, shop_customers: Build
) -> None:
    shop = shop_customers(40).assign(tier="gold")

    with pytest.raises(InputError, match=f"column {attribute}: .*Choose one of: tier"):
        assign_segments(shop, SegmentChoice("attribute", attribute=attribute))


@pytest.mark.parametrize(
    "choice",
    [SegmentChoice(), SegmentChoice("clusters", n_clusters=3), SegmentChoice("attribute", attribute="tier")],
)
def test_a_shop_without_customers_has_no_segments(choice: SegmentChoice, shop_customers: Build) -> None:
    shop = shop_customers(0).assign(tier=pd.Series(dtype="str"))

    assert assign_segments(shop, choice).empty


@pytest.mark.parametrize("choice", [SegmentChoice(), SegmentChoice("clusters", n_clusters=3)])
def test_rows_come_back_in_the_order_given(choice: SegmentChoice, shop_customers: Build) -> None:
    shop = shop_customers(300)
    shuffled = shop.sample(frac=1, random_state=4)

    segments = assign_segments(shuffled, choice)

    assert segments["customer_id"].tolist() == shuffled["customer_id"].tolist()
    expected = assign_segments(shop, choice).set_index("customer_id")["segment"]
    assert segments["segment"].tolist() == expected[shuffled["customer_id"]].tolist()


def test_a_choice_without_what_it_needs_is_refused() -> None:
    with pytest.raises(ValueError, match="need the attribute's name"):
        SegmentChoice("attribute")
    with pytest.raises(ValueError, match="between 1 and 8"):
        SegmentChoice("clusters", n_clusters=9)


def test_importing_the_rooms_loads_no_learning_library() -> None:
    program = (
        "import sys, analytics.segments, analytics.evidence, analytics.evidence.curves; "
        "import analytics.evidence.shapley, analytics.evidence.baselines; "
        "print([name for name in ('sklearn', 'shap', 'tensorflow', 'scipy') if name in sys.modules])"
    )

    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )

    assert found.stdout.strip() == "[]"
