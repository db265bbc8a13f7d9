"""The options that look at some stores and channels of a shop only."""

import argparse

import pandas as pd

from analytics.cli.arguments import add_option, name
from data.schema import InputError
from data.store import Scope, Shop

MOST_NAMED = 10  # of a shop's stores or channels, where one is asked for that it does not have


def add_scope(command: argparse.ArgumentParser) -> None:
    """Let a command look at some stores or channels only."""
    stores = "stores whose events count (default: all)"
    add_option(command, "--stores", name, nargs="+", default=[], metavar="STORE", help=stores)
    channels = "channels whose events count (default: all)"
    add_option(command, "--channels", name, nargs="+", default=[], metavar="CHANNEL", help=channels)


def looked_at(shop: Shop, options: argparse.Namespace) -> Shop:
    """Return the part of a shop that the options name; raises InputError for a place it does not have."""
    stores, channels = (getattr(options, option, []) for option in ("stores", "channels"))
    scope = Scope(tuple(dict.fromkeys(stores)), tuple(dict.fromkeys(channels)))
    if scope.is_all:
        return shop
    places = shop.read("places")
    for kind, asked in (("store", scope.stores), ("channel", scope.channels)):
        _check(places[places["kind"] == kind], kind, asked)
    part = shop.within(scope)
    if part.is_empty:
        problem = "no event is of these stores and these channels together"
        raise InputError(f"--stores and --channels: {problem}", "Leave one of them out")
    return part


def _check(places: pd.DataFrame, kind: str, asked: tuple[str, ...]) -> None:
    known = places["place"].tolist()
    for place in asked:
        if place not in known:
            remedy = f"Use some of: {', '.join(known[:MOST_NAMED])}" if known else "Leave it out"
            raise InputError(f"--{kind}s names {place!r}, and no event is of that {kind}", remedy)
