"""The command `evidence`: how well a finished run predicts purchases, as the pages of Evidence show it."""

import argparse
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, figure, path, whole
from analytics.cli.explanation import add_explain, explain_first, explanation_words
from analytics.cli.models import add_model, model_directory
from analytics.cli.outputs import results_in
from analytics.cli.performance_words import (
    FIGURE_WORDS,
    TESTS_NOTE,
    WAY_WORDS,
    lead_words,
    recalibration_words,
)
from analytics.cli.voice import show
from analytics.cli.why_words import rows_words
from analytics.cli.wording import counted, percent
from analytics.evidence.errors.dimensions import Dimension
from analytics.evidence.held_out import MODEL
from analytics.evidence.performance import ErrorCosts, usual_false_alarm
from analytics.pricing.ranges import MOST
from analytics.runs.errors import FILES as ERRORS
from analytics.runs.errors import write_errors
from analytics.runs.explaining.tables import OUTPUTS as EXPLANATION
from analytics.runs.explaining.tables import write_explanation
from analytics.runs.held_out import read_held_out
from analytics.runs.performance import (
    DIFFERENCES,
    OUTPUTS,
    PERFORMANCE,
    RECALIBRATION,
    write_performance,
)
from analytics.runs.price_changes import FILES as PRICE_CHANGES
from analytics.runs.price_changes import write_price_changes
from analytics.runs.results import load_results
from analytics.runs.why_price import MOST_ROWS, USUAL_ROWS, WHY_PRICE, write_why_price

WITH_BAND = "auc"  # the others' bands are in the file


def add_evidence(commands: Commands) -> None:
    """Add `evidence` to the command line."""
    command = commands.add_parser(
        "evidence", help="how well a finished run predicts purchases, and where it is wrong"
    )
    add_model(command)
    at = "predicted share from which a chance is picked (default: the one that earns most)"
    add_figure(command, "--threshold", "threshold", (0, 1), "SHARE", at)
    alarm = "cost of picking what is not bought (default: half of what an average chance brings)"
    add_figure(command, "--false-alarm-cost", "cost_of_a_false_alarm", (0, MOST), "MONEY", alarm)
    miss = "cost of leaving what would be bought (default: what it contributes less a false alarm's cost)"
    add_figure(command, "--miss-cost", "cost_of_a_miss", (0, MOST), "MONEY", miss)
    add_explain(command)
    rows = partial(whole, low=0, high=MOST_ROWS)
    why = f"rows of the price book whose discount is explained, the most worth first (default: {USUAL_ROWS})"
    add_option(command, "--why-rows", rows, metavar="N", default=USUAL_ROWS, help=why)
    add_option(command, "--out", path, metavar="DIR", required=True, help="a folder")
    command.set_defaults(do=write_evidence)


def add_figure(
    command: argparse.ArgumentParser,
    option: str,
    label: str,
    within: tuple[float, float],
    unit: str,
    help: str,
) -> None:
    """Add an option that takes a figure within a range."""
    add_option(command, option, partial(figure, name=label, within=within), metavar=unit, help=help)


def write_evidence(options: argparse.Namespace) -> None:
    """Judge the run on the visits that it held out, print the figures of every way and write all tables."""
    kinds = (*OUTPUTS, *ERRORS.values(), *PRICE_CHANGES.values(), *EXPLANATION, WHY_PRICE)
    files = [file.name for file in kinds]
    with results_in(options.out, files, own=files) as draft:
        directory = model_directory(options)
        found = load_results(directory)
        held = read_held_out(directory, found)
        explain_first(options, directory)
        options.voice.release()
        counts = counted(len(held.bought), "chance"), counted(held.n_customers, "customer")
        options.voice.say(f"Judging by {counts[0]} of {counts[1]} that no model has seen")
        given = options.false_alarm_cost
        costs = ErrorCosts(usual_false_alarm(held) if given is None else given, options.miss_cost)
        tables, facts = write_performance(draft, held, costs, options.threshold)
        errors, changes = write_errors(draft, directory), write_price_changes(draft, directory)
        explanation = write_explanation(draft, directory)
        why = write_why_price(draft, found, options.why_rows)
    show(as_text(tables[PERFORMANCE]))
    for row in tables[DIFFERENCES].to_dict("records"):
        options.voice.say(lead_words({str(name): value for name, value in row.items()}))
    options.voice.say(TESTS_NOTE)
    judged = tables[RECALIBRATION]
    options.voice.say(recalibration_words(judged[judged["way"] == MODEL]))
    options.voice.say(_threshold_words(facts))
    options.voice.say(_error_words(errors))
    options.voice.say(_change_words(changes))
    options.voice.say(explanation_words(explanation))
    options.voice.say(rows_words(why))


def as_text(table: pd.DataFrame) -> str:
    """Return the figures of every way for a person to read."""
    wide = table.set_index(["way", "figure"])["value"].unstack()  # noqa: PD010
    ends = table[table["figure"] == WITH_BAND].set_index("way")
    shown = pd.DataFrame({"Way": [WAY_WORDS[way][0] for way in ends.index]}, ends.index)
    for code, label in FIGURE_WORDS.items():
        shown[label] = wide[code].round(4)
        if code == WITH_BAND:
            shown["from"], shown["to"] = ends["low"].round(4), ends["high"].round(4)
    return shown.to_string(index=False, na_rep="-")


def _error_words(errors: dict[str, pd.DataFrame]) -> str:
    """Return in a sentence how much of where the model is wrong chance does not explain."""
    groups, slices = (errors[name] for name in ("groups", "slices"))
    groups = groups[groups["p_value"].notna() & (groups["dimension"] != Dimension.ALL)]
    wrong = f"{int(groups['stands_out'].sum())} of {counted(len(groups), 'group')}"
    found = (
        f" and {int(slices['stands_out'].sum())} of {counted(len(slices), 'slice')}" if len(slices) else ""
    )
    return f"Wrong by more than chance explains: {wrong}{found}; the files errors_*.parquet say where"


def _change_words(changes: dict[str, pd.DataFrame]) -> str:
    """Return in a sentence how past changes of price came out beside what was predicted."""
    if not changes:
        return "The model is from before past changes of price were noted: train again to see them"
    shop = changes["shop"]
    if shop.empty or not shop["n_changes"].iloc[0]:
        return "No price of the tested products moved by 5 % or more: no past change to judge by"
    first = shop.iloc[0]  # not seen by the model, where there is any such change
    n = counted(int(first["n_changes"]), "past change")
    return (
        f"Of {n} of price {int(first['n_in_band'])} came out within the predicted 90 % band; the files "
        "price_changes_*.parquet say which, and what promotions only moved in time"
    )


def _threshold_words(facts: dict[str, float | int | None]) -> str:
    """Return in a sentence where picking earns most, and what."""
    best, low, high = (percent(float(facts[name] or 0), 1) for name in ("best_threshold", *_BEST))
    profit = 1000 * float(facts["best_profit"] or 0) / int(facts["n_cells"] or 1)
    at = percent(float(facts["threshold"] or 0), 1)
    return (
        f"Picking from {best} on earns most (90 % band of this threshold {low} to {high}), {profit:,.2f} per "
        f"1,000 chances; accuracy to MCC are those from {at} on"
    )


_BEST = ("best_threshold_low", "best_threshold_high")
