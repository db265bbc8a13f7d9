"""The command `recommend`: recommenders compared on later purchases, and a list for every customer."""

import argparse
from functools import partial
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import Commands, add_option, path, whole
from analytics.cli.completions import COMPLETIONS, add_complete, check_complete, write_completions
from analytics.cli.feedback_words import feedback_words
from analytics.cli.import_files import add_files
from analytics.cli.method_words import METHOD_WORDS, NO_GAIN
from analytics.cli.picture_words import BLOCK_WORDS
from analytics.cli.pictures import PICTURES_HELP, bring_pictures
from analytics.cli.scope import add_scope
from analytics.cli.shown_lists import add_shown, check_stock, write_shown
from analytics.cli.voice import show
from analytics.cli.work_from_files import work_from_files
from analytics.recommend.bundles.for_customers import offers_for_customers
from analytics.recommend.described import Block
from analytics.recommend.files import BLOCKS, COLD, COMPLETION, FEEDBACK, LISTS, MODELS, PURCHASES, RECORD
from analytics.recommend.judged import gains_nothing
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import purchases_of
from analytics.recommend.work import RECOMMEND, RecommendConfig, recommend
from analytics.runs.artifacts import CUSTOMERS, PRICE_BOOK
from analytics.runs.config import LARGEST_SEED
from data.privacy.formats import Frame
from data.schema import InputError
from data.store import Shop

OUTPUTS = (LISTS, MODELS, COLD, BLOCKS, FEEDBACK, COMPLETION, RECORD)
OFFERS = Frame("bundle_recommendations.parquet")
SHOWN = {
    "method": "Recommender",
    "validation_ndcg": "Validation NDCG@10",
    "recall": "Recall@10",
    "ndcg": "NDCG@10",
    "map": "MAP@10",
    "repeat_recall": "Of repeats",
    "new_recall": "Of new",
    "coverage": "Coverage",
}
BLOCKS_SHOWN = {
    "block": "Told by",
    "is_used": "Used",
    "n_products": "Products",
    "recall_alone": "Recall@10 alone",
    "recall_without": "Without it",
    "recall_added": "Adds",
    "recall_added_low": "Low",
    "recall_added_high": "High",
}


def add_recommend(commands: Commands) -> None:
    """Add `recommend` to the command line."""
    command = commands.add_parser(
        "recommend", help="what to show each customer next, by recommenders compared"
    )
    add_files(command)
    add_scope(command)
    command.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    codes = [method.value for method in Method]
    command.add_argument("--methods", nargs="+", choices=codes, default=[], help="to compare (default: all)")
    days = partial(whole, low=1, high=366)
    add_option(command, "--days", days, metavar="DAYS", help="of purchases that judge and are predicted")
    book = "what run --out wrote: each customer's bundles of that price book too"
    add_option(command, "--pictures", path, metavar="FILE.zip", help=PICTURES_HELP)
    add_option(command, "--price-book", path, metavar="DIR", help=book)
    add_complete(command)
    add_shown(command)
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    command.set_defaults(do=recommend_from_files)


def recommend_from_files(options: argparse.Namespace) -> None:
    """Import the files, compare the recommenders, write the lists and print the comparison."""
    config = RecommendConfig(tuple(dict.fromkeys(options.methods)), options.days, options.seed)
    book = _price_book(options.price_book) if options.price_book else None
    done = work_from_files(
        options,
        RECOMMEND,
        recommend,
        config,
        (MODELS, COLD, BLOCKS, FEEDBACK, COMPLETION),
        more=[OFFERS.name, LISTS.name, COMPLETIONS.name, RECORD.name],
        first=lambda shop, draft: _first(options, shop, draft),
    )
    with done as (draft, directory):
        write_shown(options, directory, draft)
        write_completions(options, directory, draft)
        if book is not None:
            offers = offers_for_customers(purchases_of(PURCHASES.read(directory)), *book)
            offers.to_parquet(draft / OFFERS.name, index=False)
        table, record = MODELS.read(directory), RECORD.read(directory)
        blocks, rates = BLOCKS.read(directory), FEEDBACK.read(directory)
    show(as_text(table))
    if len(blocks):
        show(blocks_as_text(blocks))
    if record["feedback"] is not None:
        options.voice.say(feedback_words(record["feedback"], rates))
    if gains_nothing(table):
        options.voice.say(NO_GAIN)
    best = METHOD_WORDS[Method(record["default"])]
    options.voice.say(f"The lists are {options.out / LISTS.name}; best on the validation: {best}")


def _first(options: argparse.Namespace, shop: Shop, draft: Path) -> None:
    """Do what comes before the long work: refuse what the shop cannot do, look at the pictures."""
    check_stock(options, shop)
    check_complete(options, shop)
    bring_pictures(options, shop)


def _price_book(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a run's price book and its customers; raises InputError where the folder has none."""
    found = []
    for artifact in (PRICE_BOOK, CUSTOMERS):
        if not (folder / artifact.name).is_file():
            raise InputError(
                f"--price-book {folder}: there is no {artifact.name} in it",
                "Name a folder that run --out wrote",
            )
        found.append(artifact.read(folder))
    return found[0], found[1]


def as_text(table: pd.DataFrame) -> str:
    """Return the comparison for a person to read."""
    named = table.assign(method=[METHOD_WORDS[Method(method)] for method in table["method"]])
    return named[list(SHOWN)].round(4).rename(columns=SHOWN).to_string(index=False)


def blocks_as_text(table: pd.DataFrame) -> str:
    """Return what each block adds for a person to read."""
    named = table.assign(block=[BLOCK_WORDS[Block(block)] for block in table["block"]])
    shown = named[list(BLOCKS_SHOWN)].round(4).rename(columns=BLOCKS_SHOWN)
    return f"\nFound among products that hardly sold\n{shown.to_string(index=False)}"
