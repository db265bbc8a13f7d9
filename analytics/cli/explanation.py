"""The part of the command `evidence` that takes predictions apart."""

import argparse
from functools import partial
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import add_option, whole
from analytics.cli.explanation_words import GROUP_WORDS
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.stages import stage_words
from analytics.cli.wording import percent
from analytics.runs.explaining.work import ExplainConfig
from analytics.runs.input_groups import Group
from data.schema import InputError

FEWEST, MOST = 10, 100_000  # customers


def add_explain(command: argparse.ArgumentParser) -> None:
    """Add how many customers are taken apart before the tables are written."""
    customers = partial(whole, low=FEWEST, high=MOST)
    asked = "first take predictions for so many customers apart, and keep that as the page Explanation does"
    add_option(command, "--explain", customers, metavar="CUSTOMERS", help=asked)


def explain_first(options: argparse.Namespace, directory: Path) -> None:
    """Explain the run where that was asked for.

    Raises
    ------
    InputError
        The model was kept without the visits that it learned from, or the app explains it at the moment.
    """
    if options.explain is None:
        return
    if options.model:
        raise InputError(
            "--explain needs the visits that the model learned from, and these are not kept beside it",
            "Give --workspace and --shop in place of --model",
        )
    options.voice.release()
    import_keras_quietly()
    from analytics.runs.explaining.in_process import explain_in_process

    config = ExplainConfig(n_rows=options.explain)
    explain_in_process(directory, config, lambda stage: options.voice.say(stage_words(stage)))


def explanation_words(tables: dict[str, pd.DataFrame]) -> str:
    """Return in a sentence what moves predictions most, and where more of it stands."""
    if not tables:
        return "There is nothing to explain: the visits held out hold too few purchases"
    importance = tables["importance"]
    groups = importance[importance["group"].isin(list(Group))]
    told = ", ".join(
        f"{GROUP_WORDS[group].lower()} {percent(moved, 1)}"
        for group, moved in zip(groups["group"].iloc[:3], groups["mean_absolute"].iloc[:3], strict=True)
    )
    return f"What moves predictions most, on average: {told}; the files explanation_*.parquet say more"
