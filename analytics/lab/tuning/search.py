"""Settings tried one after another, each chosen by what the earlier ones came to."""

import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from analytics.evidence.curves.summary import log_losses
from analytics.lab.config import TrainConfig
from analytics.lab.models.contract import Step
from analytics.lab.settings import with_settings
from analytics.lab.splits import Parts
from analytics.lab.tuning.config import Pruner, Sampler, TuneConfig
from analytics.lab.tuning.space import distributions_of, grid_of
from analytics.lab.tuning.trials import Outcome, Trial
from analytics.lab.variant import fit_variant
from analytics.numerics import random_stream

Keep = Callable[[Sequence[Trial]], None]
Report = Callable[[float], None]
_POPULATION = (4, 20)  # of a generation, fewest and most
_STARTERS, _WARMUP = 5, 25  # trials, and per cent of each, before any is given up


class _OutOfTime(Exception):
    """The time is up in the middle of a trial."""


def search(
    config: TuneConfig, parts: Parts, tried: Sequence[Trial], keep: Keep, report: Report
) -> list[Trial]:
    """Return all trials, the default first; those that were tried already are gone on from.

    The same configuration and seed give the same trials, also where the search was broken off in between.

    Parameters
    ----------
    tried : of an earlier part of the same search
    keep : is given all trials after each
    report : is given the share done; may raise to end the search
    """
    trials = list(tried)
    while not is_over(config, trials):
        report(_share(config, trials))
        trials.append(
            _default(config, parts, trials, report) if not trials else _next(config, parts, trials, report)
        )
        keep(trials)
    return trials


def is_over(config: TuneConfig, trials: Sequence[Trial]) -> bool:
    """Say whether the budget is used up; the default is always tried, and one more."""
    n_tried = len(trials) - 1
    if n_tried < 1:
        return False
    if config.sampler is Sampler.GRID and n_tried >= len(_grid(config)):
        return True
    return n_tried >= config.n_trials or _seconds_left(config, trials) <= 0


def study_of(config: TuneConfig, trials: Sequence[Trial]) -> Any:
    """Return Optuna's study of the trials that varied something, in memory."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(sampler=_sampler(config, len(trials)), pruner=_pruner(config))
    for trial in trials:
        if not trial.is_default:
            study.add_trial(_frozen(config, trial))
    return study


def _next(config: TuneConfig, parts: Parts, trials: Sequence[Trial], report: Report) -> Trial:
    """Choose settings and try them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Optuna tells which of its parts may change in a later version
        study = study_of(config, trials)
        if config.sampler is Sampler.GRID:
            study.enqueue_trial(_grid(config)[len(trials) - 1])
        asked = study.ask(distributions_of(config.ranges, config.train.method))
    figures = {name: float(value) for name, value in asked.params.items()}
    is_unpromising = asked.should_prune if config.pruner is not Pruner.NONE else lambda: False

    def is_given_up(percent: int, loss: float) -> bool:
        asked.report(loss, percent)
        return bool(is_unpromising())

    train = with_settings(config.train, figures)
    outcome, loss, seconds, steps = _tried(train, config, parts, trials, report, is_given_up)
    return Trial(figures, outcome, loss, seconds, steps, dict(study.trials[-1].system_attrs))


def _default(config: TuneConfig, parts: Parts, trials: Sequence[Trial], report: Report) -> Trial:
    """Try the configuration as it is; it is never given up."""
    return Trial({}, *_tried(config.train, config, parts, trials, report, lambda percent, loss: False))


def _tried(
    train: TrainConfig,
    config: TuneConfig,
    parts: Parts,
    trials: Sequence[Trial],
    report: Report,
    is_given_up: Callable[[int, float], bool],
) -> tuple[Outcome, float | None, float, dict[int, float]]:
    """Fit a variant and return how it ended: outcome, loss, seconds, and the loss by per cent of it."""
    from optuna import TrialPruned

    steps: dict[int, float] = {}
    began, limit = time.perf_counter(), _seconds_left(config, trials)

    def watch(step: Step) -> None:
        report(_share(config, trials, step.share))
        if len(trials) > 1 and time.perf_counter() - began > limit:
            raise _OutOfTime
        percent = int(100 * step.share)
        if step.validation_loss is not None and percent not in steps:
            steps[percent] = float(step.validation_loss)
            if is_given_up(percent, steps[percent]):
                raise TrialPruned

    try:
        variant = fit_variant(train, parts, watch)
        loss = float(log_losses(parts.validation.outcome, variant.predict(parts.validation)).mean())
        outcome = Outcome.DONE
    except (TrialPruned, _OutOfTime):
        loss, outcome = next(reversed(steps.values()), np.nan), Outcome.PRUNED
    seconds = time.perf_counter() - began
    if not np.isfinite(loss):
        return (Outcome.FAILED if outcome is Outcome.DONE else outcome), None, seconds, steps
    return outcome, loss, seconds, steps


def _frozen(config: TuneConfig, trial: Trial) -> Any:
    """Return a trial as Optuna keeps it."""
    from optuna.trial import TrialState, create_trial

    states = {
        Outcome.DONE: TrialState.COMPLETE,
        Outcome.PRUNED: TrialState.PRUNED,
        Outcome.FAILED: TrialState.FAIL,
    }
    spaces = distributions_of(config.ranges, config.train.method)
    figures = {n: round(v) if n in spaces and _is_whole(spaces[n]) else v for n, v in trial.figures.items()}
    return create_trial(
        state=states[trial.outcome],
        value=trial.loss,
        params=figures,
        distributions=spaces,
        intermediate_values=dict(trial.steps),
        system_attrs=dict(trial.notes),
    )


def _is_whole(space: Any) -> bool:
    from optuna.distributions import IntDistribution

    return isinstance(space, IntDistribution)


def _sampler(config: TuneConfig, n_tried: int) -> Any:
    """Return a sampler whose chance depends on the trial alone, so that a search can be gone on with."""
    from optuna.samplers import NSGAIISampler, RandomSampler, TPESampler

    seed = int(random_stream(config.train.seed, f"trial {n_tried}").integers(2**31))
    if config.sampler is Sampler.TPE:
        return TPESampler(seed=seed, n_startup_trials=min(10, max(config.n_trials // 3, 1)))
    if config.sampler is Sampler.EVOLUTIONARY:
        fewest, most = _POPULATION
        return NSGAIISampler(seed=seed, population_size=min(max(config.n_trials // 4, fewest), most))
    return RandomSampler(seed=seed)


def _pruner(config: TuneConfig) -> Any:
    from optuna.pruners import MedianPruner, NopPruner, SuccessiveHalvingPruner

    if config.pruner is Pruner.MEDIAN:
        return MedianPruner(n_startup_trials=_STARTERS, n_warmup_steps=_WARMUP)
    if config.pruner is Pruner.HALVING:
        return SuccessiveHalvingPruner(min_resource=_WARMUP)
    return NopPruner()


def _grid(config: TuneConfig) -> list[dict[str, float]]:
    return grid_of(config.ranges, config.n_trials, config.train.seed)


def _seconds_left(config: TuneConfig, trials: Sequence[Trial]) -> float:
    return 60 * config.minutes - sum(trial.seconds for trial in trials) if config.minutes else np.inf


def _share(config: TuneConfig, trials: Sequence[Trial], of_this: float = 0.0) -> float:
    """Return the share of the budget used, by trials or by time, whichever is further."""
    by_trials = (len(trials) + of_this) / (config.n_trials + 1)
    by_time = 1 - _seconds_left(config, trials) / (60 * config.minutes) if config.minutes else 0.0
    return float(min(max(by_trials, by_time), 1.0))
