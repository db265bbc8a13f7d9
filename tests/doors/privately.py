"""What --epsilon and --delta do, and each option of `privacy-price`, told by what they wrote."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.private_training.accounting import Spending
from analytics.private_training.codes import (
    Covered,
    CoveredOfSegments,
    Uncovered,
    UncoveredOfSegments,
    WithoutNoise,
)
from tests.doors.limits import Check
from tests.doors.rows import Doors

RUN, TOLD, PRICED = "fair", "told privately", "private priced"
SPENT = tuple(Spending.__dataclass_fields__)


def told(doors: Doors, row: str, file: str) -> dict[str, Any]:
    """Return the JSON that a row wrote."""
    return json.loads((doors.done(row).out / file).read_text())


def the_training_keeps_to_epsilon_and_says_so(doors: Doors) -> None:
    record, evidence = told(doors, RUN, "run.json")["privacy"], told(doors, RUN, "evidence.json")["privacy"]
    assert record == evidence and record["delta"] == 1e-4
    assert 19 < record["epsilon"] <= 20 < record["epsilon_of_both"] < 40
    assert Spending(**{name: record[name] for name in SPENT}).epsilon(1e-4) == record["epsilon"]
    assert (record["covers"], record["does_not_cover"]) == ([*Covered], [*Uncovered])
    said = doors.done(RUN).said
    assert record["without_noise"] == [*WithoutNoise]
    assert "The validation and the recovery check train the model again without noise" in said
    assert f"epsilon {record['epsilon']:.2f}" in said and "Not covered: which products" in said


def the_price_book_is_of_the_private_model(doors: Doors) -> None:
    found = doors.done(RUN).found
    model = told(doors, RUN, "model/model/choice.json")
    assert model["config"]["n_members"] < 12 and found.config.privacy.epsilon == 20
    book, withheld = found.price_book, found.price_book["verdict"] == "FAIL"
    assert book.loc[withheld, "discount_share"].isna().all()
    assert book.loc[~withheld, "discount_share"].notna().all()
    assert not (doors.done(RUN).out / "model" / "model" / "memory.keras").exists()  # no customer states


def new_customers_are_told_by_a_private_classifier(doors: Doors) -> None:
    new = told(doors, TOLD, "customer_value.json")["new_customers"]
    assert new["method"] == "private" and new["n_earlier"] >= 200
    spent = new["privacy"]
    assert 7.6 < spent["epsilon"] <= 8 < spent["epsilon_of_both"] < 16 and spent["delta"] == 1e-4
    assert (spent["covers"], spent["does_not_cover"]) == ([*CoveredOfSegments], [*UncoveredOfSegments])
    assert "privacy" not in told(doors, "valued", "customer_value.json")["new_customers"]
    assert "the classifier's weights" in doors.done(TOLD).said


def shops_and_epsilons_are_as_asked(doors: Doors) -> None:
    shops, prices = (pd.read_parquet(doors.done(PRICED).out / f"{name}.parquet") for name in FILES)
    assert prices["epsilon"].tolist() == [np.inf, 2.0]
    assert shops.groupby("shop")["epsilon"].apply(list).tolist() == [[np.inf, 2.0]] * 2
    private = shops[np.isfinite(shops["epsilon"])]
    for row in private.to_dict("records"):
        spent = Spending(row["noise_multiplier"], row["sampling_share"], int(row["n_steps"]))
        assert spent.epsilon(1e-4) < row["epsilon"]  # counts took the rest
    asked = told(doors, PRICED, "privacy_price.json")["config"]
    assert (asked["n_customers"], asked["n_products"], asked["seed"]) == (50, 3, 7)
    assert (asked["delta"], asked["n_shops"]) == (1e-4, 2)


def what_is_earned_and_guessed_adds_up(doors: Doors) -> None:
    shops, prices = (pd.read_parquet(doors.done(PRICED).out / f"{name}.parquet") for name in FILES)
    means = shops.groupby("epsilon")["captured_share"].mean()
    by_epsilon = prices.set_index("epsilon")
    for epsilon, share in means.items():
        row = by_epsilon.loc[epsilon]
        assert row["captured_share"] == pytest.approx(share)
        assert row["captured_share_low"] <= share <= row["captured_share_high"]
        assert row["epsilon_low"] <= epsilon
    assert means[np.inf] > 0.5 and shops["possible"].groupby(shops["shop"]).nunique().max() == 1
    assert by_epsilon.loc[np.inf, "accuracy"] > by_epsilon.loc[2.0, "accuracy"]
    assert "half is chance" in doors.done(PRICED).said


FILES = ("privacy_price_shops", "privacy_price")
PRIVATE_RUN: dict[str, Check] = {
    "--epsilon": the_price_book_is_of_the_private_model,
    "--delta": the_training_keeps_to_epsilon_and_says_so,
}
PRIVATE_SEGMENTS: dict[str, Check] = dict.fromkeys(
    ("--epsilon", "--delta"), new_customers_are_told_by_a_private_classifier
)
PRIVACY_PRICED: dict[str, Check] = {
    **dict.fromkeys(
        ("--epsilon", "--delta", "--customers", "--products", "--shops", "--seed"),
        shops_and_epsilons_are_as_asked,
    ),
    "--out": what_is_earned_and_guessed_adds_up,
}
