"""The part of the command `segment` that tells what a shop would earn by acting on segments."""

from pathlib import Path

import pandas as pd

from analytics.cli.stages import stage_words
from analytics.cli.voice import Voice
from analytics.runs.process import newest_run
from analytics.runs.results import load_results
from analytics.runs.segment_profit import COLUMNS, profit_of_acting, with_profit
from analytics.segments.study.study import Study

NO_TRAINING = (
    "What it earns to act on these segments is told where the shop's price response is trained: "
    "use run with the same --workspace first"
)
NOTHING = pd.DataFrame(columns=list(COLUMNS))


def with_profit_of_acting(found: Study, shop_directory: Path | None, voice: Voice) -> pd.DataFrame:
    """Return the table of methods with what prices by their segments add to one price [currency per visit].

    Parameters
    ----------
    shop_directory : where the shop and its trainings are kept, None where it passes with the command
    """
    run = None if shop_directory is None else newest_run(shop_directory)
    if run is None:
        voice.say(NO_TRAINING)
        return with_profit(found.methods, NOTHING)
    voice.say("Trying prices by each method's segments")
    profit = profit_of_acting(load_results(run), run, found.assigned)
    for sentence in profit_words(profit):
        voice.say(sentence)
    return with_profit(found.methods, profit)


def profit_words(profit: pd.DataFrame) -> list[str]:
    """Return a sentence for each method on what prices by its segments add."""
    return [
        f"{stage_words(str(row.method))}: prices by them add {row.acting_profit:.4f} a visit to one price "
        f"for all (90 % band {row.acting_low:.4f} to {row.acting_high:.4f}), over {row.n_offers} bundles"
        for row in profit.itertuples()
    ]
