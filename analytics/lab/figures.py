"""How good predicted shares are, in the figures that every lab run keeps."""

import numpy as np

from analytics.arrays import Doubles
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.summary import summary

HIGHER_IS_BETTER = {
    "auc": True,
    "pr_auc": True,
    "log_loss": False,
    "brier": False,
    "ece": False,
    "recall": True,
    "precision": True,
}


def best_threshold(outcome: Doubles, share: Doubles) -> float:
    """Return the share from which on rows are called yes, so that F1 is highest.

    Chosen by rows of validation: those that judge choose nothing.
    """
    ranking = rank_cells(outcome, share)
    found, wrong = (counts[1:] for counts in ranking.counts)
    f1 = 2 * found / (found + wrong + outcome.sum())
    return float(ranking.score[ranking.ends[int(np.argmax(f1))]])


def figures(outcome: Doubles, share: Doubles, threshold: float) -> dict[str, float]:
    """Return auc, pr_auc, log_loss, brier, ece, and recall and precision of rows called yes.

    Parameters
    ----------
    outcome : (n,) 0.0 or 1.0, both present
    share : (n,) predicted share of yes [0–1]
    threshold : from which on a row is called yes
    """
    called = share >= threshold
    hits = float((called * outcome).sum())
    rates = {"recall": hits / outcome.sum(), "precision": hits / max(called.sum(), 1)}
    return summary(outcome, share) | {name: float(rate) for name, rate in rates.items()}
