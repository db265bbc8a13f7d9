"""Measures against pyCANON 1.3.6, whose figures lie beside: it cannot be installed with what the app needs.

Its tables: that of Machanavajjhala et al. (2007), fig. 2; that of Li et al. (2007), table 4; every 40th row
of UCI's online shoppers; 60 rows by chance. Each was given to pycanon.anonymity's k_anonymity, l_diversity,
entropy_l_diversity and t_closeness, one sensitive column at a time.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.privacy.anonymity.measures import measure

TABLES = json.loads(Path(__file__).with_name("pycanon.json").read_text())


@pytest.mark.parametrize("told", TABLES, ids=lambda told: told["name"])
def test_figures_are_those_of_pycanon(told):
    found = measure(pd.DataFrame(told["rows"]), told["quasi"], told["sensitive"])

    assert found.k == told["k"]
    assert found.l_distinct == told["l"]
    for column, whole in told["entropy_l"].items():  # it cuts off decimals, and e ** ln(3) is 2.9999 there
        assert whole in (int(found.l_entropy[column] + 1e-9), int(found.l_entropy[column] - 1e-9))
    assert found.t == pytest.approx(told["t"], abs=1e-12)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5) | st.none()), min_size=2, max_size=40))
def test_the_ordered_distance_is_the_mean_gap_between_distributions(rows):
    table = pd.DataFrame(rows, columns=["q", "s"]).astype({"s": float})

    found = measure(table, ["q"], ["s"])

    values = table["s"].fillna(-99)
    places = np.unique(values)
    of_all = np.array([(values <= v).mean() for v in places])
    far = [
        np.abs(np.array([(s <= v).mean() for v in places]) - of_all).sum() / max(len(places) - 1, 1)
        for _, s in values.groupby(table["q"])
    ]
    assert found.t["s"] == pytest.approx(max(far), abs=1e-12)
