"""What a validation says, in sentences; the command line and the page say the same."""

from collections.abc import Mapping
from typing import Any

from analytics.cli.wording import counted
from analytics.evidence.validation.folds import SplitBy
from analytics.evidence.validation.leaks import LeakCheck
from analytics.evidence.validation.refit import Way

HARDLY = 0.001  # of AUC: a gain that nobody would notice

BY_WORDS: Mapping[str, str] = {SplitBy.TIME: "other weeks", SplitBy.CUSTOMER: "other customers"}
WAY_WORDS: Mapping[str, str] = {
    Way.MODEL: "Model",
    Way.MAJORITY: "One share for all",
    Way.PRODUCT: "Each product's share",
}
CHECK_WORDS: Mapping[str, str] = {
    LeakCheck.LATER_ROWS: "Learned visits that are later than a judged one",
    LeakCheck.SHARED_CUSTOMERS: "Customers both learned from and judged",
    LeakCheck.FUTURE_INPUTS: "Chances whose inputs change once the future is cut off",
    LeakCheck.SHUFFLED: "AUC over products' shares where purchases were drawn by lot",
    LeakCheck.SINGLE_INPUT: "AUC of one input alone",
}


def answer_words(report: Mapping[str, Any]) -> str:
    """Return in a sentence or two whether the model is as good on other weeks and other customers."""
    parts = [f"{_figure(row)} on {BY_WORDS[row['by']]}" for row in auc_rows(report)]
    own = report["own"].get("auc")
    words = f"Refitted, the model ranks purchases with an AUC of {' and '.join(parts)}"
    noise = ", with the noise of its privacy," if report.get("is_private") else ""  # refits have none
    told = "" if own is None else f"; the training's own test{noise} says {own:.3f}"
    return f"{words}{told}. {leak_words(report)}"


def leak_words(report: Mapping[str, Any]) -> str:
    """Return in a sentence what the leak check found."""
    return {
        "PASS": "The leak check found nothing that the model must not know.",
        "WARN": "The leak check found something odd: look at it before you trust these figures.",
        "FAIL": "The leak check FAILED: the model knows what it must not know, so these figures flatter it.",
    }[report["verdict"]]


def gain_words(report: Mapping[str, Any]) -> str:
    """Return in a sentence what twice the data would gain."""
    gain = report["gain"]
    if gain["auc"] < HARDLY:
        return (
            f"More data of this kind would hardly help: twice as much would gain {gain['auc']:.3f} AUC "
            f"({gain['low']:.3f}–{gain['high']:.3f})."
        )
    return f"Twice the data would gain about {gain['auc']:.3f} AUC ({gain['low']:.3f}–{gain['high']:.3f})."


def size_words(report: Mapping[str, Any]) -> str:
    """Return what was refitted on what."""
    asked = report["config"]
    segments = (
        ""
        if report["has_segments"]
        else " Segments were left out: they were made of visits that some of the folds judge by."
    )
    return (
        f"Each refit has {counted(asked['members'], 'ensemble member')}; it learned from and was judged by "
        f"{counted(report['n_visits'], 'visit')} of {counted(report['n_customers'], 'customer')} and "
        f"{counted(report['n_products'], 'product')}. It took {report['seconds']:,.0f} seconds.{segments}"
    )


def auc_rows(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of the model's mean AUC, one per split."""
    return [row for row in report["means"] if row["way"] == Way.MODEL and row["figure"] == "auc"]


def _figure(row: Mapping[str, Any]) -> str:
    return f"{row['mean']:.3f} (90 % band of the mean {row['low']:.3f}–{row['high']:.3f})"
