"""The command `search`: an index of a shop's products, how well it answers, and answers to queries."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.cli.arguments import Commands, add_option, whole
from analytics.cli.import_files import add_files
from analytics.cli.scope import add_scope
from analytics.cli.search_words import FORGIVING_WORDS, JUDGED_WORDS, RANKING_WORDS
from analytics.cli.voice import show
from analytics.cli.work_from_files import work_from_files
from analytics.recommend.search.evaluation import Ranking
from analytics.recommend.search.questions import JudgedBy
from analytics.recommend.search.results import listed
from analytics.recommend.search.searcher import MOST_CHARACTERS, Searcher
from analytics.recommend.search.terms import words
from analytics.recommend.search.work import RECORD, SEARCH, SearchConfig, build_search, load_searcher
from data.privacy.formats import Frame
from data.privacy.pseudonyms.choice import kept_id
from data.schema import InputError
from data.store import Shop

RESULTS = Frame("search_results.parquet")
SHOWN = {"recall": "Recall@10", "ndcg": "NDCG@10", "mrr": "MRR"}


def add_search(commands: Commands) -> None:
    """Add `search` to the command line."""
    command = commands.add_parser(
        "search", help="products found by what is typed, and how well they are found"
    )
    add_files(command)
    add_scope(command)
    command.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    typed = "what to search for; may be given several times"
    add_option(command, "--query", query, action="append", default=[], metavar="TEXT", help=typed)
    command.add_argument("--customer", metavar="ID", help="whose interests count")
    add_option(command, "--top", partial(whole, low=1, high=1000), default=10, help="products of each query")
    command.set_defaults(do=search_from_files)


def query(option: str, typed: str) -> str:
    """Read what is searched for; raises InputError where it has no word, or is no query."""
    if len(typed) > MOST_CHARACTERS:
        raise InputError(f"{option} has more than {MOST_CHARACTERS} characters", "Search for fewer words")
    if not words(typed):
        raise InputError(f"{option} has no letter and no digit", "Search for a word")
    return typed


def search_from_files(options: argparse.Namespace) -> None:
    """Import the files, index the products, answer the queries and print how good answers are."""
    config, more = SearchConfig(), [RESULTS.name]
    asked = list(dict.fromkeys(options.query))
    steps: dict[str, Any] = {"more": more, "first": _as_kept(options), "needs_keras": False}
    with work_from_files(options, SEARCH, build_search, config, [RECORD], **steps) as (draft, directory):
        searcher, products = load_searcher(directory)
        answers = _answers(searcher, products, asked, options)
        answers.to_parquet(draft / RESULTS.name, index=False)
        record = RECORD.read(directory)
    show(as_text(record))
    options.voice.say(JUDGED_WORDS[JudgedBy(record["judged_by"])])
    options.voice.say(f"The answers are {options.out / RESULTS.name}")


def _as_kept(options: argparse.Namespace) -> Callable[[Shop, Path], None]:
    """Return what finds the customer under the id that the shop keeps, before it is closed."""

    def find(shop: Shop, draft: Path) -> None:
        if options.customer is not None:
            options.customer = kept_id(shop, options.customer)

    return find


def _answers(
    searcher: Searcher, products: pd.DataFrame, asked: list[str], options: argparse.Namespace
) -> pd.DataFrame:
    """Return the first products of every query; raises InputError where nobody is the customer."""
    customer = searcher.tastes.place_of(options.customer) if options.customer is not None else None
    if options.customer is not None and customer is None:
        raise InputError("--customer: nobody of the events has this id", "Name another customer, or none")
    frames = [listed(searcher.search(""), products, 0).assign(query="", read_as="")]
    for typed in asked:
        found = searcher.search(typed, customer)
        frames.append(listed(found, products, options.top).assign(query=typed, read_as=found.read_as))
    rows = pd.concat(frames, ignore_index=True)
    return rows[["query", "read_as", *(name for name in rows if name not in ("query", "read_as"))]]


def as_text(record: dict[str, Any]) -> str:
    """Return how good the search is for a person to read; how to read it where nothing tells."""
    rows = [(RANKING_WORDS[Ranking(row["ranking"])], row) for row in record["rankings"]]
    rows += [(FORGIVING_WORDS[bool(row["is_forgiving"])], row) for row in record["errors"]]
    told = [{"": name} | {title: round(row[code], 4) for code, title in SHOWN.items()} for name, row in rows]
    return pd.DataFrame(told).to_string(index=False) if told else "No figures."
