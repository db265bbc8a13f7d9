"""What pre-training gains by how many customers of the shop are known, with a band over seeds."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.curves.summary import summary
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples, require_both_outcomes
from analytics.lab.splits import split_examples
from analytics.lab.transfer.config import TransferConfig
from analytics.lab.transfer.encoder import Encoder, Pretrained
from analytics.lab.transfer.files import FIGURES
from analytics.numerics import random_stream
from data.schema import NotEnoughDataError

Report = Callable[[float], None]
_FEWEST = 4  # customers: of fewer nothing is learned, and one of them ends the training
_VALIDATION = 0.25  # of the customers that are known


def learned_and_judged(rows: Examples, network: TrainConfig, seed: int) -> tuple[Examples, Examples]:
    """Return the rows that may be learned from and those of customers who only judge.

    Raises
    ------
    NotEnoughDataError
        There are too few rows, or a part came out one way only.
    """
    parts = split_examples(rows, replace(network, seed=seed))
    return rows.rows(~np.isin(rows.customer, parts.test.customer)), parts.test


def trainings(
    encoder: Encoder,
    learned: Examples,
    judged: Examples,
    pretrained: Pretrained,
    config: TransferConfig,
    report: Report,
) -> pd.DataFrame:
    """Train from pre-trained weights and from scratch on the same customers, at each share and seed.

    Returns
    -------
    a row per share and seed: data_share, seed, n_customers, n_rows, and both ways' figures on the same rows,
    auc_pretrained, auc_scratch, log_loss_pretrained, log_loss_scratch; missing where customers are too few
    """
    rows: list[dict[str, float]] = []
    n = len(config.shares) * config.seeds
    for share, i, known in _draws(learned, config):
        row = {"data_share": share, "seed": i, "n_customers": len(np.unique(known.customer))}
        row |= {"n_rows": len(known)}
        try:
            train, validation = _parts(known, config.seed + i)
        except NotEnoughDataError:
            rows.append(row)
            continue
        for way, start in (("pretrained", pretrained.weights), ("scratch", None)):
            n_done = len(rows) + 0.5 * (way == "scratch")
            encoder.tune(train, validation, config.seed + i, start, _part(report, n_done, n))
            told = summary(judged.outcome, encoder.predict(judged))
            row |= {f"{figure}_{way}": told[figure] for figure in FIGURES}
        rows.append(row)
    names = [f"{figure}_{way}" for figure in FIGURES for way in ("pretrained", "scratch")]
    return pd.DataFrame(rows, columns=["data_share", "seed", "n_customers", "n_rows", *names])


def _part(report: Report, n_done: float, n: int) -> Report:
    """Return what takes the share of one training, of which two are made at each share and seed."""
    return lambda share: report((n_done + share / 2) / n)


def gains(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the means over seeds at each share, and what pre-training gains, with a 90 % band.

    Both ways learn from the same customers, so the band is of the mean difference by pairs, by Student's
    quantile. A gain is good where it is positive: AUC above, log loss below that from scratch.

    Returns
    -------
    data_share, n_customers, n_rows, auc_pretrained, auc_scratch, auc_gain, auc_gain_low, auc_gain_high, and
    the same of log_loss
    """
    rows = []
    for share in sorted(runs["data_share"].unique()):
        of_share, row = runs[runs["data_share"] == share], {"data_share": float(share)}
        row |= {name: round(float(of_share[name].mean())) for name in ("n_customers", "n_rows")}
        for figure in FIGURES:
            row |= _of_figure(of_share, figure)
        rows.append(row)
    return pd.DataFrame(rows).astype({"n_customers": "int64", "n_rows": "int64"})


def _of_figure(runs: pd.DataFrame, figure: str) -> dict[str, float]:
    known = runs[[f"{figure}_pretrained", f"{figure}_scratch"]].dropna().to_numpy(float)
    if not len(known):
        names = ("pretrained", "scratch", "gain", "gain_low", "gain_high")
        return {f"{figure}_{name}": np.nan for name in names}
    gain: Doubles = (known[:, 0] - known[:, 1]) * (1.0 if figure == "auc" else -1.0)
    half = _half_band_of_mean(gain) if len(gain) > 1 else np.nan  # one seed tells no spread
    middle = float(gain.mean())
    ends = {"gain": middle, "gain_low": middle - half, "gain_high": middle + half}
    means = {"pretrained": float(known[:, 0].mean()), "scratch": float(known[:, 1].mean())}
    return {f"{figure}_{name}": value for name, value in (means | ends).items()}


def _half_band_of_mean(gain: Doubles) -> float:
    from scipy.special import stdtrit  # 130 ms

    return float(stdtrit(len(gain) - 1, 0.95) * gain.std(ddof=1) / np.sqrt(len(gain)))


def _draws(learned: Examples, config: TransferConfig) -> Iterator[tuple[float, int, Examples]]:
    """Yield share, seed from 0 on, and the rows known: more customers hold the fewer."""
    customers = np.unique(learned.customer)
    for share in sorted(config.shares):
        for i in range(config.seeds):
            order = random_stream(config.seed + i, "known").permutation(customers)
            known = order[: round(share * len(customers))]
            yield share, i, learned.rows(np.isin(learned.customer, known))


def _parts(known: Examples, seed: int) -> tuple[Examples, Examples]:
    """Return rows to learn from and rows of other customers that end a training early."""
    customers = random_stream(seed, "ends").permutation(np.unique(known.customer))
    if len(customers) < _FEWEST:
        raise NotEnoughDataError("there are too few customers to learn from", "Learn from a larger share")
    ends = customers[: max(round(_VALIDATION * len(customers)), 1)]
    is_end = np.isin(known.customer, ends)
    parts = known.rows(~is_end), known.rows(is_end)
    for part in parts:
        require_both_outcomes(part)
    return parts
