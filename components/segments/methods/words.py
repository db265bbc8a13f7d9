"""Words for methods, figures and maps, and the sentences about them."""

import pandas as pd

from analytics.segments.features import FeatureGroup
from analytics.segments.methods.contract import DEEP_METHODS, SegmentMethod
from analytics.segments.methods.map import Projection
from analytics.segments.methods.table import LEAST_GAIN
from analytics.segments.portraits import Standing
from components.shell import formats

METHODS = {
    SegmentMethod.RFM: "By rule (RFM)",
    SegmentMethod.KMEANS: "K-means",
    SegmentMethod.HIERARCHICAL: "Hierarchical (Ward)",
    SegmentMethod.DBSCAN: "DBSCAN",
    SegmentMethod.HDBSCAN: "HDBSCAN",
    SegmentMethod.MIXTURE: "Gaussian mixture",
    SegmentMethod.DEEP: "Deep embedding",
    SegmentMethod.DEEP_REFINED: "Deep embedding, refined",
}
MEANINGS = {
    SegmentMethod.RFM: "Fixed rules on how lately, how often and for how much someone bought.",
    SegmentMethod.KMEANS: "Groups around centers, as compact as can be.",
    SegmentMethod.HIERARCHICAL: "The two nearest groups join, again and again: a tree to cut where you like.",
    SegmentMethod.DBSCAN: "Regions where customers lie dense, all as dense; who lies between is in none.",
    SegmentMethod.HDBSCAN: "Regions where customers lie dense, each its way; who lies between is in none.",
    SegmentMethod.MIXTURE: "Groups as clouds, wide or narrow, round or long.",
    SegmentMethod.DEEP: (
        "A network reads each customer's events in their order and learns to tell the next one; "
        "customers of whom it remembers much the same are a group."
    ),
    SegmentMethod.DEEP_REFINED: "The same, and network and groups then move together, so that groups part.",
}
GROUPS = {
    FeatureGroup.RFM: "How lately, how often, how much",
    FeatureGroup.RHYTHM: "Time between orders",
    FeatureGroup.BASKETS: "Baskets",
    FeatureGroup.CATEGORIES: "Categories",
    FeatureGroup.PRICES: "Prices and discounts",
    FeatureGroup.BROWSING: "Browsing",
    FeatureGroup.ATTRIBUTES: "Attributes",
}
FIGURES = {
    "recency_days": "days since the last order",
    "n_orders": "orders",
    "monetary": "money spent",
    "tenure_days": "days since the first order",
    "mean_gap_days": "days between orders",
    "gap_irregularity": "irregularity of the days between orders",
    "products_per_order": "products an order",
    "units_per_order": "units an order",
    "money_per_order": "money an order",
    "n_products": "different products",
    "return_share": "share sent back",
    "category_entropy": "variety of categories",
    "discount_share": "discount on list prices",
    "price_position": "price paid beside the product's usual",
    "category_position": "dearness of products in their category",
    "views_per_visit": "views a visit",
    "carts_per_visit": "carts a visit",
    "visits_per_order": "visits an order",
}
STANDINGS = {
    Standing.SPENDS_MORE.value: "Spends more",
    Standing.HERE_LATELY.value: "Here lately",
    Standing.ORDINARY.value: "Ordinary",
}
PROJECTIONS = {
    Projection.PCA: "Where they differ most (PCA)",
    Projection.LDA: "Where the segments differ most (LDA)",
}


_SHOWN = {
    Projection.PCA: "all differences between customers",
    Projection.LDA: "the differences between segments",
}


def figure_words(figure: str) -> str:
    """Return what people call a figure."""
    return FIGURES.get(figure) or figure.replace("share_of_", "share of ", 1).replace("_is_", ": ", 1)


def answer(methods: pd.DataFrame) -> str:
    """Return in one sentence which learned method's segments are found again most surely."""
    told = methods[(methods["n_segments"] > 1) & methods["stability"].notna()]
    told = told[told["method"] != SegmentMethod.RFM]
    if told.empty:
        return "No method tells two segments or more by these figures."
    best = told.loc[told["stability"].idxmax()]
    name, stability = METHODS[best["method"]], formats.number(best["stability"])
    again = f"an agreement of {stability} of 1 when customers are drawn anew"
    return f"{name} finds its {best['n_segments']} segments again most surely, with {again}."


def noise_words(row: pd.Series) -> str:
    """Return what it means that a method leaves customers in no segment; empty where it leaves none."""
    if row["noise_share"] == 0:
        return ""
    radius = (
        f" Its radius, {formats.number(row['eps'])}, is where the distances bend." if row["eps"] > 0 else ""
    )
    few = ", fewer than two segments: customers shade into one another here" if row["n_segments"] < 2 else ""
    share, name = formats.share(row["noise_share"], 0), METHODS[row["method"]]
    return (
        f"{share} of the customers are in no segment by {name}{few}. They lie "
        f"where too few others are like them.{radius}"
    )


def gain_words(methods: pd.DataFrame, attribute: str) -> str:
    """Return whether deep embedding says more of an attribute than k-means; empty where it was not asked."""
    told = methods[methods["method"].isin(DEEP_METHODS) & methods["gains"].notna()]
    sentences = [
        f"{METHODS[method]}: {'a gain' if gains else 'no gain here'}. It agrees with {attribute} by "
        f"{formats.number(index)}, {formats.signed_number(gain)} beside k-means "
        f"(a gain is {LEAST_GAIN} or more)."
        for method, index, gain, gains in zip(
            told["method"], told["rand_index"], told["gain"], told["gains"], strict=True
        )
    ]
    return " ".join(sentences)


def axis_words(axes: pd.DataFrame) -> list[str]:
    """Return what each of a map's two axes shows: the figures that it follows, and its share."""
    titles = []
    for axis in (1, 2):
        of_axis = axes[axes["axis"] == axis]
        figures = ",<br>".join(
            f"{'more' if correlation > 0 else 'less'} {figure_words(figure)}"
            for figure, correlation in zip(of_axis["figure"], of_axis["correlation"], strict=True)
        )
        share = formats.share(of_axis["share"].iloc[0], 0)
        titles.append(f"→ {figures}<br>[{share} of {_SHOWN[of_axis['projection'].iloc[0]]}]")
    return titles
