"""The command `segment`: from files to segments of customers, by several methods side by side."""

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from analytics.cli.acting import with_profit_of_acting
from analytics.cli.arguments import Commands, add_option, name, whole
from analytics.cli.customer_value import add_value, write_value
from analytics.cli.import_files import INTAKE, add_files
from analytics.cli.scope import add_scope
from analytics.cli.stages import stage_words
from analytics.cli.voice import show
from analytics.cli.work_from_files import work_from_files
from analytics.runs.config import LARGEST_SEED
from analytics.runs.customer_value.write import OUTPUTS as VALUE_OUTPUTS
from analytics.runs.segment_study import STUDY, read_study, study
from analytics.segments.features import FeatureGroup
from analytics.segments.methods.contract import DEEP_METHODS, MAX_LEARNED, SegmentMethod
from analytics.segments.methods.table import LEAST_GAIN
from analytics.segments.study.config import PLAIN_METHODS, StudyConfig
from analytics.segments.study.study import Study
from data.schema import InputError

SEGMENTS, METHODS = "segments.parquet", "segment_methods.parquet"
PROFILES, FIGURES, COUNTS = "segment_profiles.parquet", "segment_figures.parquet", "segment_counts.parquet"
OUTPUTS = (INTAKE, SEGMENTS, METHODS, PROFILES, FIGURES, COUNTS)
_SHOWN = {  # column, what it is called, decimals
    "method": ("Method", 0),
    "n_segments": ("Segments", 0),
    "noise_share": ("In none", 3),
    "silhouette": ("Silhouette", 3),
    "davies_bouldin": ("Davies-Bouldin", 3),
    "stability": ("Stability", 3),
    "sizes": ("Customers", 0),
}
_ACTING = {
    "acting_profit": ("Acting adds", 4),
    "acting_low": ("at least", 4),
    "acting_high": ("at most", 4),
}
_COMPARED = {"rand_index": ("Agreement", 3), "gain": ("Over k-means", 3)}


def add_segment(commands: Commands) -> None:
    """Add `segment` to the command line."""
    segment = commands.add_parser("segment", help="segments of customers, by several methods side by side")
    add_files(segment)
    add_scope(segment)
    segment.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    plain = ", ".join(PLAIN_METHODS)
    methods = f"compared; segments.parquet has those of the first (default: kmeans, beside {plain})"
    codes = tuple(SegmentMethod)
    segment.add_argument("--method", nargs="+", choices=codes, default=[], metavar="METHOD", help=methods)
    groups = f"figures that tell customers apart, of {', '.join(FeatureGroup)} (default: all but attributes)"
    known = tuple(FeatureGroup)
    segment.add_argument("--features", nargs="+", choices=known, default=[], metavar="GROUP", help=groups)
    number = "of the methods that do not find it themselves (default: as many as are found again)"
    add_option(segment, "--clusters", partial(whole, low=2, high=MAX_LEARNED), metavar="K", help=number)
    against = "customer attribute that segments are compared with, and not found by"
    add_option(segment, "--against", name, metavar="COLUMN", help=against)
    add_option(segment, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    add_value(segment)
    segment.set_defaults(do=segment_customers)


def segment_customers(options: argparse.Namespace) -> None:
    """Import the files, find segments by each method, print their table and write what came out."""
    config = _config(options)
    needs_keras = bool(set(config.methods) & set(DEEP_METHODS))
    more = (*OUTPUTS, *(VALUE_OUTPUTS if options.value else ()))
    first = partial(write_value, options) if options.value else lambda shop, draft: None
    done = work_from_files(options, STUDY, study, config, (), more=more, first=first, needs_keras=needs_keras)
    with done as (draft, directory):
        found = read_study(directory)
        shop_directory = directory.parents[2] if options.workspace else None
        methods = with_profit_of_acting(found, shop_directory, options.voice)
        write_tables(replace(found, methods=methods), config, draft)
    show(as_text(methods))
    for sentence in gain_words(found.methods):
        options.voice.say(sentence)


def write_tables(found: Study, config: StudyConfig, directory: Path) -> None:
    """Write the segments of the first method, and what is told of all of them."""
    first = found.assigned[found.assigned["method"] == config.methods[0]]
    tables = {
        SEGMENTS: first[["customer_id", "segment", "persona"]],
        METHODS: found.methods,
        PROFILES: found.profiles,
        FIGURES: found.figures,
        COUNTS: found.counts,
    }
    for file, table in tables.items():
        table.to_parquet(directory / file, index=False)


def as_text(methods: pd.DataFrame) -> str:
    """Return the table for a person to read."""
    is_compared = methods["rand_index"].notna().any()
    shown = _SHOWN | (_COMPARED if is_compared else {})
    if "acting_profit" in methods and methods["acting_profit"].notna().any():
        shown |= _ACTING
    rounded = methods[list(shown)].round({column: decimals for column, (_, decimals) in shown.items()})
    rounded["sizes"] = [" ".join(f"{size:,}" for size in sizes) for sizes in methods["sizes"]]
    return rounded.rename(columns={column: label for column, (label, _) in shown.items()}).to_string(
        index=False, na_rep="-"
    )


def gain_words(methods: pd.DataFrame) -> list[str]:
    """Return a sentence on each deep embedding that was compared with k-means."""
    told = methods[methods["gains"].notna()]
    return [
        f"{stage_words(method)}: {'a gain' if gains else 'no gain here'}, "
        f"{gain:+.3f} in agreement over k-means (a gain is {LEAST_GAIN} or more)"
        for method, gain, gains in zip(told["method"], told["gain"], told["gains"], strict=True)
    ]


def _config(options: argparse.Namespace) -> StudyConfig:
    named = tuple(dict.fromkeys(SegmentMethod(method) for method in options.method))
    usual = tuple(dict.fromkeys((SegmentMethod.KMEANS, *PLAIN_METHODS)))
    if options.clusters and named and not set(named) - {SegmentMethod.RFM}:
        raise InputError("--clusters says nothing to rfm", "Leave it out, or name another --method")
    groups = tuple(dict.fromkeys(FeatureGroup(group) for group in options.features))
    return StudyConfig(named or usual, groups, options.clusters, options.against or "", options.seed)
