from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.privacy.anonymity.attack import attack
from data.privacy.anonymity.codes import Role, Step
from data.privacy.anonymity.export import anonymous_table, guessed_roles
from data.privacy.anonymity.ladders import ladder
from data.privacy.anonymity.tries import Asked
from data.schema import InputError


def people(n=400, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(n)],
            "age": rng.integers(18, 80, n),
            "born": pd.Timestamp("1960-01-01") + pd.to_timedelta(rng.integers(0, 15_000, n), "D"),
            "region": rng.choice(
                ["north", "south", "east", "isle", "cape"], n, p=[0.5, 0.3, 0.19, 0.005, 0.005]
            ),
            "segment": rng.choice(["a", "b", "c"], n),
        }
    )


@settings(max_examples=4)
@given(st.integers(2, 12), st.integers(1, 3), st.sampled_from([0.1, 0.25, 1.0]), st.integers(0, 99))
def test_what_leaves_is_as_anonymous_as_asked_and_says_what_it_lost(k, least, t, seed):
    table = people(90, seed)

    made = anonymous_table(table, ["age", "region"], ["segment"], Asked(k, least, t, 0.1))

    assert made.rows.value_counts(["age", "region"], dropna=False).min() == made.after.k >= k
    assert made.after.l_distinct["segment"] >= least
    assert made.after.t["segment"] <= t + 1e-9
    assert len(made.rows) >= 0.9 * len(table) and 0 < made.found.loss < 1
    assert made.attack_after.unique_share == 0
    assert made.attack_after.singled_out[2] <= made.attack_before.singled_out[2]


def test_one_who_asks_for_more_never_loses_less():
    losses = [anonymous_table(people(), ["age", "region"], ["segment"], Asked(k)).found.loss for k in (5, 60)]

    assert losses == sorted(losses) and losses[0] < losses[-1]


def test_the_way_that_keeps_most_is_found():
    table = people(120)
    ladders = [ladder(table[c]) for c in ("age", "region")]

    made = anonymous_table(table, ["age", "region"], ["segment"], Asked(4, most_left_out=0.0))

    assert made.found.is_best
    every = [
        np.mean([a.loss, b.loss])
        for a in ladders[0]
        for b in ladders[1]
        if pd.DataFrame({"a": a.values, "b": b.values}).value_counts(dropna=False).min() >= 4
    ]
    assert made.found.loss == pytest.approx(min(every))


def test_columns_are_told_ever_more_coarsely():
    table = people()
    table["place"] = np.where(table["age"] > 40, "Food > Dairy > Milk", "Food > Fruit > Pear")

    steps = {c: [level.step for level in ladder(table[c])] for c in ("age", "born", "region", "place")}

    assert steps["age"] == [Step.EXACT, *[Step.RANGES] * 5, Step.ALL]
    assert steps["born"] == [Step.EXACT, Step.MONTH, Step.QUARTER, Step.YEAR, Step.ALL]
    assert steps["region"] == [Step.EXACT, Step.OTHER, Step.OTHER, Step.ALL]
    assert steps["place"][-1] is Step.ALL
    for column in steps:
        losses = [level.loss for level in ladder(table[column])]
        assert all((low <= high).all() for low, high in pairwise(losses))


def test_an_attack_counts_who_is_one_of_a_kind():
    table = pd.DataFrame({"age": [1, 1, 2, 3], "town": ["n", "s", "s", "s"]})

    found = attack(table, ["age", "town"], np.array([True, True, True, True]))

    assert found.unique_share == 1.0
    assert found.singled_out == {1: pytest.approx((2 / 4 + 1 / 4) / 2), 2: 1.0}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(k=10_000), "fewer than k 10000"),
        (Asked(l=4), "l 4 cannot be reached"),
        (Asked(k=390, most_left_out=0.0), "leave nothing of the quasi-identifiers"),
    ],
)
def test_what_cannot_be_reached_is_said_and_nothing_leaves(asked, said):
    with pytest.raises(InputError, match=said):
        anonymous_table(people(), ["age", "region"], ["segment"], asked)


def test_columns_get_the_role_that_they_seem_to_have():
    assert guessed_roles(people()) == {
        "customer_id": Role.LEFT_OUT,
        "age": Role.QUASI,
        "born": Role.QUASI,
        "region": Role.QUASI,
        "segment": Role.SENSITIVE,
    }
