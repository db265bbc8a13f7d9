"""A study of segments: what came out of each method, as tables."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
import pandas as pd

from analytics.segments.methods.contract import (
    DEEP_METHODS,
    NOISE,
    CustomerData,
    SegmentMethod,
    richest_first,
)
from analytics.segments.methods.dendrogram import dendrogram_rows
from analytics.segments.methods.evaluate import N_REFITS, quality
from analytics.segments.methods.hierarchical import HierarchicalSegments
from analytics.segments.methods.make import segmenter
from analytics.segments.methods.number import clusters_by_stability
from analytics.segments.methods.rules import RfmSegments
from analytics.segments.methods.table import Found, methods_table
from analytics.segments.methods.ward import cut
from analytics.segments.portraits import figures_of, profiles_of, with_personas
from analytics.segments.study.config import StudyConfig, StudyStage
from analytics.segments.study.customers import CustomerTables, customer_data
from analytics.segments.study.maps import map_rows

DEEP_REFITS = 3  # each trains a network
Stage = Callable[[StrEnum], AbstractContextManager[Callable[[float], None]]]


@dataclass(frozen=True)
class Study:
    """What came out, as tables.

    Attributes
    ----------
    assigned : a row per method and customer: method, customer_id, segment (0 spends most, −1 none), persona
    methods : a row per method, as `methods_table` returns it
    profiles : a row per method and segment: size, revenue, standing
    figures : a row per method, segment and figure: its mean beside the shop's
    counts : a row per number of clusters tried
    places, axes : of the maps, as `map_rows` returns them
    merges, branches : of the hierarchy, as `dendrogram_rows` returns them; empty without it
    """

    assigned: pd.DataFrame
    methods: pd.DataFrame
    profiles: pd.DataFrame
    figures: pd.DataFrame
    counts: pd.DataFrame
    places: pd.DataFrame
    axes: pd.DataFrame
    merges: pd.DataFrame
    branches: pd.DataFrame


def study_segments(
    tables: CustomerTables, config: StudyConfig, stage: Stage = lambda code: nullcontext(lambda share: None)
) -> Study:
    """Customers → their segments by each method, and how good these are.

    Parameters
    ----------
    stage : enters a stage of `config.stages`; gives a function of the share done, which may raise to stop

    Raises
    ------
    NotEnoughDataError
        Customers are too few, or all alike, or tell no order of events that a method reads.
    InputError
        The shop has no figures of a group, or customers have no such attribute.
    """
    data, features = customer_data(tables, config)
    n_clusters, counts = config.n_clusters, pd.DataFrame(columns=["n_clusters", "stability"])
    if n_clusters is None:
        with stage(StudyStage.COUNTING) as report:
            n_clusters, counts = clusters_by_stability(data, config.seed, report=report)
    found: dict[SegmentMethod, Found] = {}
    for method in config.methods:
        with stage(method) as report:
            found[method] = _found(method, data, n_clusters, config.seed, report)
    with stage(StudyStage.MAPPING):
        labels = {method: one.labels for method, one in found.items()}
        assigned = with_personas(data.customers, labels, _rule_names(found))
        truth = data.customers[config.against] if config.against else None
        return Study(
            assigned,
            methods_table(found, truth),
            profiles_of(data.customers, assigned),
            figures_of(features, labels),
            counts,
            *map_rows(data, features.columns, labels, config.seed),
            *_hierarchy(found, n_clusters),
        )


def _found(
    method: SegmentMethod, data: CustomerData, n_clusters: int, seed: int, report: Callable[[float], None]
) -> Found:
    n_refits = DEEP_REFITS if method in DEEP_METHODS else N_REFITS
    make = partial(segmenter, method, n_clusters, seed)
    fitted = segmenter(method, n_clusters, seed, lambda share: report(share / (n_refits + 1)))
    labels = fitted.fit_predict(data)
    if not isinstance(fitted, RfmSegments):
        labels = richest_first(labels, data.customers["monetary"].to_numpy(np.float64))
    report(1 / (n_refits + 1))
    return Found(fitted, labels, quality(data, labels, make, n_refits, seed, report))


def _rule_names(found: dict[SegmentMethod, Found]) -> dict[SegmentMethod, list[str]]:
    fitted = {method: one.fitted for method, one in found.items()}
    return {method: one.names_ for method, one in fitted.items() if isinstance(one, RfmSegments)}


def _hierarchy(found: dict[SegmentMethod, Found], n_clusters: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return merges and branches of the hierarchy, numbered as its segments; empty without it."""
    one = found.get(SegmentMethod.HIERARCHICAL)
    if one is None or not isinstance(one.fitted, HierarchicalSegments):
        return dendrogram_rows(np.empty((0, 4)), np.zeros(1), 1)
    fitted = one.fitted
    merges, branches = dendrogram_rows(fitted.tree_, np.bincount(fitted.micro_).astype(float), n_clusters)
    branch = cut(fitted.tree_, n_clusters)[fitted.micro_]
    number = {NOISE: NOISE, **dict(zip(branch.tolist(), one.labels.tolist(), strict=True))}
    merges["branch"], branches["branch"] = merges["branch"].map(number), branches["branch"].map(number)
    return merges, branches
