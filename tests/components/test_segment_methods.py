"""Words and pictures of methods side by side."""

import numpy as np
import pandas as pd
import pytest

from analytics.segments.methods.contract import SegmentMethod
from components.segments.methods import charts, words
from components.shell import theme

METHODS = pd.DataFrame(
    {
        "method": ["rfm", "kmeans", "dbscan", "deep"],
        "n_segments": [8, 3, 1, 3],
        "noise_share": [0.0, 0.0, 0.11, 0.0],
        "stability": [0.99, 0.9, np.nan, 0.6],
        "eps": [np.nan, np.nan, 0.78, np.nan],
        "rand_index": [0.0, 0.1, 0.0, 0.12],
        "gain": [-0.1, 0.0, -0.1, 0.02],
        "gains": pd.array([pd.NA, pd.NA, pd.NA, False], "boolean"),
    }
)
AXES = pd.DataFrame(
    {
        "projection": "pca",
        "axis": [1, 1, 2],
        "share": [0.4, 0.4, 0.25],
        "figure": ["n_orders", "share_of_mugs", "tier_is_gold"],
        "correlation": [0.9, -0.5, 0.7],
    }
)


def test_the_answer_names_the_learned_method_that_is_most_stable():
    assert words.answer(METHODS).startswith(
        "K-means finds its 3 segments again most surely, with an agreement of 0.90"
    )
    assert words.answer(METHODS.head(1)) == "No method tells two segments or more by these figures."


def test_noise_is_explained_where_there_is_some():
    said = words.noise_words(METHODS.iloc[2])

    assert "11" in said and "DBSCAN" in said and "0.78" in said and "shade into one another" in said
    assert words.noise_words(METHODS.iloc[1]) == ""


def test_deep_embedding_says_no_gain_where_there_is_none():
    assert "Deep embedding: no gain here." in words.gain_words(METHODS, "tier")
    gaining = METHODS.assign(gains=pd.array([pd.NA, pd.NA, pd.NA, True], "boolean"))
    assert "Deep embedding: a gain." in words.gain_words(gaining, "tier")
    assert words.gain_words(METHODS.head(3), "tier") == ""


def test_every_method_has_a_name_and_a_meaning():
    assert set(words.METHODS) == set(words.MEANINGS) == set(SegmentMethod)


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("n_orders", "orders"),
        ("share_of_mugs", "share of mugs"),
        ("tier_is_gold", "tier: gold"),
        ("age", "age"),
    ],
)
def test_figures_are_called_as_people_do(figure, told):
    assert words.figure_words(figure) == told


def test_axes_of_a_map_say_what_they_follow_and_how_much_they_show():
    across, up = words.axis_words(AXES)

    assert "more orders,<br>less share of mugs" in across and "40" in across
    assert "more tier: gold" in up


def test_each_segment_has_its_color_on_the_map_and_in_the_tree():
    places = pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 0.0], "persona": ["A", "B"]})
    merges = pd.DataFrame(
        {
            "x_left": [0.0, 0.5], "x_right": [1.0, 2.0],
            "height_left": [0.0, 1.0], "height_right": [0.0, 0.0], "height": [1.0, 5.0], "branch": [0, -1],
        }
    )  # fmt: skip
    branches = pd.DataFrame({"place": [0, 1, 2], "n_customers": [4, 5, 1200], "branch": [0, 0, 1]})
    colors = theme.segment_colors(["A", "B"])

    dots = charts.map_chart(places, AXES).data
    tree = charts.dendrogram_chart(merges, branches, {0: "A", 1: "B"})

    assert [trace.marker.color for trace in dots] == [colors["A"], colors["B"]]
    above, own = tree.data
    assert (above.line.color, own.line.color) == (theme.GRAY, colors["A"])
    assert list(own.y) == [0.0, 1.0, 1.0, 0.0, None]
    assert "1,200" in tree.layout.xaxis.ticktext[2]


def test_the_curve_shows_every_number_tried_and_marks_the_one_chosen():
    counts = pd.DataFrame(
        {
            "n_clusters": [2, 3],
            "stability": [0.9, 0.8],
            "stability_error": [0.01, np.nan],
            "silhouette": [0.3, 0.2],
        }
    )

    figure = charts.counts_chart(counts, 2)

    assert list(figure.data[2].x) == [2, 3] and list(figure.data[2].y) == [0.9, 0.8]
    assert list(figure.data[1].y) == [0.89, 0.8]
    assert figure.layout.shapes[0].x0 == 2
