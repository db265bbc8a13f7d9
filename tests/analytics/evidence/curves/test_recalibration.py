import numpy as np
import pytest

from analytics.evidence.curves.recalibration import Recalibration, recalibrated
from analytics.numerics import expit, logit


def cells(n: int = 6_000, n_customers: int = 600, seed: int = 0):
    """Outcomes, the shares by which they were drawn, and customers."""
    rng = np.random.default_rng(seed)
    share = rng.beta(1, 6, n)
    return (rng.random(n) < share).astype(float), share, rng.integers(0, n_customers, n)


def judged(bought, score, customer):
    return recalibrated(bought, score, customer).judged.set_index("recalibration")


def test_scores_that_are_too_sure_are_helped_by_both() -> None:
    bought, share, customer = cells()

    told = judged(bought, expit(2.5 * logit(share.clip(1e-6, 1 - 1e-6))), customer)

    assert told["is_better"].to_dict() == {"none": False, "platt": True, "isotonic": True}
    assert told.loc["platt", "log_loss"] == pytest.approx(
        told.loc["none", "log_loss"] + told.loc["platt", "log_loss_change"]
    )


def test_a_bend_that_no_logit_line_has_is_helped_by_steps() -> None:
    bought, share, customer = cells(20_000, 2_000)
    bent = np.where(share < 0.1, share / 20, share)

    told = judged(bought, bent, customer)

    assert told.loc["isotonic", "log_loss"] < told.loc["platt", "log_loss"]
    assert told.loc["isotonic", "is_better"]


def test_true_shares_are_not_said_to_be_helped() -> None:
    for seed in range(8):
        assert not judged(*cells(seed=seed))["is_better"].any()


def test_platt_undoes_a_wrong_slope_and_level() -> None:
    bought, share, customer = cells(60_000, 6_000)
    wrong = expit(0.5 * logit(share.clip(1e-6, 1 - 1e-6)) + 1)

    curves = recalibrated(bought, wrong, customer).curves.set_index("recalibration")

    learned = curves.loc["platt"]
    assert (learned["predicted"] - learned["observed"]).abs().max() < 0.03
    assert (curves.loc["none", "predicted"] - curves.loc["none", "observed"]).abs().max() > 0.2


def test_who_teaches_does_not_judge() -> None:
    bought, share, customer = cells()

    again = recalibrated(bought, share, customer)

    n = again.curves.groupby("recalibration")["n"].sum()
    assert n.nunique() == 1 and 0.4 * len(bought) < n.iloc[0] < 0.6 * len(bought)


def test_steps_never_say_never() -> None:
    bought, share, customer = cells(2_000, 200)

    told = judged((bought * (share > 0.2)).astype(float), share, customer)

    assert told.loc["isotonic", "log_loss"] < 1


@pytest.mark.parametrize("score", [np.full(400, 0.3), np.repeat([0.0, 1.0], 200)])
def test_constant_and_certain_scores_have_figures(score) -> None:
    bought = np.tile([0.0, 1.0, 0.0, 0.0], 100)

    told = judged(bought, score, np.arange(400) // 4)

    assert list(told.index) == list(Recalibration)
    assert np.isfinite(told["log_loss"]).all()


def test_half_a_shop_that_bought_nothing_teaches_nothing() -> None:
    told = judged(np.array([1.0, 0.0]), np.array([0.2, 0.3]), np.array([0, 0]))

    assert list(told.index) == [Recalibration.NONE]
