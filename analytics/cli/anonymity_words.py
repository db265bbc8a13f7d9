"""Anonymous tables in words; the command line and the page say the same."""

from collections.abc import Mapping

import pandas as pd

from analytics.cli.wording import counted, percent
from data.privacy.anonymity.codes import Step
from data.privacy.anonymity.export import AnonymousTable
from data.privacy.anonymity.ladders import Level

STEP_WORDS: Mapping[Step, str] = {
    Step.EXACT: "As it is",
    Step.RANGES: "{} ranges",
    Step.DAY: "Days",
    Step.MONTH: "Months",
    Step.QUARTER: "Quarters",
    Step.YEAR: "Years",
    Step.TREE: "The upper {} branches",
    Step.OTHER: "The {} most frequent, the rest is other",
    Step.ALL: "Not at all",
}


def level_words(level: Level) -> str:
    """Return how a column is told."""
    return STEP_WORDS[level.step].format(level.detail)


def answer_words(made: AnonymousTable) -> str:
    """Return in two sentences what leaves, whom it gives away, and what is lost."""
    n_left, n = made.before.n_rows - made.after.n_rows, made.before.n_rows
    left = f", {counted(n_left, 'row')} left out" if n_left else ""
    best = "" if made.found.is_best else " (a better way was not ruled out)"
    before, after = (_share_words(one.unique_share) for one in (made.attack_before, made.attack_after))
    return (
        f"{made.after.n_rows:,} of {counted(n, 'row')} can leave{left}: each is like "
        f"{made.after.k - 1:,} others or more. Before, {before} of the people were one of a kind, "
        f"now {after} are; {percent(made.found.loss)} of what the columns tell is lost{best}."
    )


def _share_words(share: float) -> str:
    return "none" if share == 0 else percent(share, 1)


def levels_table(made: AnonymousTable) -> pd.DataFrame:
    """Return one row per quasi-identifier: how it is told, and what that loses."""
    return pd.DataFrame(
        {
            "Column": list(made.found.levels),
            "Told as": [level_words(level) for level in made.found.levels.values()],
            "Loss": [percent(float(level.loss.mean()), 1) for level in made.found.levels.values()],
        }
    )


def measures_table(made: AnonymousTable) -> pd.DataFrame:
    """Return one row per figure: what it was and what it is."""
    rows = [("k: rows alike, at least", made.before.k, made.after.k)]
    rows += [("Sets of rows alike", made.before.n_classes, made.after.n_classes)]
    for column in made.after.l_distinct:
        pairs = [
            ("l: values of {} among them", "l_distinct"),
            ("l by entropy: {}", "l_entropy"),
            ("t: distance of {}", "t"),
        ]
        rows += [
            (words.format(column), getattr(made.before, name)[column], getattr(made.after, name)[column])
            for words, name in pairs
        ]
    rows += [("Discernibility", made.before.discernibility, made.after.discernibility)]
    return pd.DataFrame(rows, columns=["figure", "before", "after"]).astype({"before": float, "after": float})


def attacks_table(made: AnonymousTable) -> pd.DataFrame:
    """Return one row per number of known columns: whom it singles out before and after [0-1]."""
    before, after = made.attack_before.singled_out, made.attack_after.singled_out
    return pd.DataFrame(
        {"n_known": list(before), "before": list(before.values()), "after": list(after.values())}
    )
