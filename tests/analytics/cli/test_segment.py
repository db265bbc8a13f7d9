"""What the command `segment` refuses is one sentence and exit code 2; its table is for a person to read."""

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.cli.segment import as_text, gain_words
from tests.builders import order_lines, write_csv

REFUSED = {
    "no files": ([], "no events were given"),
    "no such method": (["--method", "magic"], "magic"),
    "no such figures": (["--features", "shoes"], "shoes"),
    "figures that the shop has not": (["--features", "browsing"], "no figures of the group browsing"),
    "one cluster": (["--clusters", "1"], "--clusters 1"),
    "too many clusters": (["--clusters", "21"], "--clusters 21"),
    "clusters for rules": (["--method", "rfm", "--clusters", "3"], "--clusters says nothing to rfm"),
    "no such attribute": (["--against", "tier"], "no attribute tier"),
    "a seed that is none": (["--seed", "-1"], "--seed"),
    "a horizon of a day": (["--value", "--horizon-days", "1"], "--horizon-days 1"),
    "a margin beyond all": (["--value", "--margin", "2"], "--margin"),
    "nobody who came back": (["--value"], "bought again"),
    "few customers": ([], "Only 5 known customers"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_ends_with_2_and_one_line(case, tmp_path, monkeypatch, capsys):
    options, named = REFUSED[case]
    n_customers = 5 if case == "few customers" else 30
    lines = order_lines(n_customers, n_orders=1 if case == "nobody who came back" else 3)
    events = write_csv(tmp_path / "events.csv", lines)
    given = [] if case == "no files" else ["--events", str(events)]

    code = main(["segment", *given, *options, "--out", str(tmp_path / "out")])

    said = capsys.readouterr()
    assert code == 2 and said.out == ""
    assert named in said.err and len(said.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def methods(**columns) -> pd.DataFrame:
    figures = dict.fromkeys(("noise_share", "silhouette", "davies_bouldin", "stability"), 0.5)
    table = {"method": ["kmeans", "deep"], "n_segments": [2, 2], "sizes": [[7000, 5], [9, 8]], **figures}
    return pd.DataFrame(table | {"rand_index": np.nan, "gain": np.nan, "gains": None} | columns)


def test_the_table_shows_what_was_compared_only():
    assert "7,000 5" in as_text(methods())
    assert "Agreement" not in as_text(methods())
    assert "Agreement" in as_text(methods(rand_index=[0.2, 0.4]))


@pytest.mark.parametrize(("gains", "told"), [(True, "a gain, +0.300"), (False, "no gain here, +0.010")])
def test_deep_embedding_says_whether_it_gains(gains, told):
    gain = 0.3 if gains else 0.01

    (sentence,) = gain_words(methods(gain=[0.0, gain], gains=[None, gains]))

    assert told in sentence
    assert gain_words(methods()) == []
