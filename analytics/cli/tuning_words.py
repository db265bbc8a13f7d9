"""Searches and registered models in words; the command line and the pages say the same."""

from collections.abc import Mapping
from typing import Any

from analytics.cli.wording import counted
from analytics.lab.registry.compare import Part
from analytics.lab.tuning.config import Pruner, Sampler
from analytics.lab.tuning.trials import Outcome
from analytics.lab.tuning.verdict import Verdict

PART_WORDS: Mapping[Part, str] = {
    Part.DATA: "Data",
    Part.CONFIG: "Settings",
    Part.METRIC: "Figures",
    Part.RUN: "Training",
}
SAMPLER_WORDS: Mapping[Sampler, str] = {
    Sampler.TPE: "Bayesian (TPE)",
    Sampler.RANDOM: "At random",
    Sampler.GRID: "Grid",
    Sampler.EVOLUTIONARY: "Evolutionary",
}
PRUNER_WORDS: Mapping[Pruner, str] = {
    Pruner.MEDIAN: "Those behind half of the others",
    Pruner.HALVING: "All but the best third, again and again",
    Pruner.NONE: "None",
}

OUTCOME_WORDS: Mapping[str, str] = {
    Outcome.DONE.value: "At its end",
    Outcome.PRUNED.value: "Given up early",
    Outcome.FAILED.value: "Without a loss",
}


def tuning_words(record: Mapping[str, Any]) -> str:
    """Return what a search found, in one or two sentences.

    Parameters
    ----------
    record : as tuning.json holds it
    """
    n_tried = counted(sum(record["n_trials"].values()), "trial")
    if record["winner"]["trial"] == 0:
        return f"No gain: of {n_tried}, none did better than the default settings on the validation rows."
    gain = record["gain"]
    band = f"90 % band {gain['low']:.4f} to {gain['high']:.4f}"
    losses = f"{record['winner']['test_loss']:.4f} in place of {record['default']['test_loss']:.4f}"
    judged = f"on {counted(record['n_test'], 'row')} that no trial has seen"
    match Verdict(record["verdict"]):
        case Verdict.GAIN:
            return (
                f"The best of {n_tried} wins: {judged} its log-loss is {losses}, "
                f"{gain['value']:.4f} less ({band})."
            )
        case Verdict.LOSS:
            return (
                f"No gain: {judged}, the best of {n_tried} does worse than the default, with a log-loss "
                f"of {losses} ({band}). Keep the default."
            )
    return (
        f"No gain: {judged}, the best of {n_tried} has a log-loss of {losses}, a difference of "
        f"{gain['value']:.4f} that may be chance ({band})."
    )
