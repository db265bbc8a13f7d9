import numpy as np
import pytest

from analytics.simulation.baskets import BasketLimits, draw_baskets

CROSS = np.array([[0, 1.2, -0.8], [1.2, 0, 0.3], [-0.8, 0.3, 0]], np.float32)
WISH = np.array([-0.5, -1.0, 0.2], np.float32)
N = 60_000


def exact_shares(must_buy=False):
    """The share of every basket of three products under the multivariate logit, by enumeration."""
    baskets = ((np.arange(8)[:, None] >> np.arange(3)) & 1).astype(float)
    weight = np.exp(baskets @ WISH + 0.5 * np.einsum("bi,ij,bj->b", baskets, CROSS, baskets))
    weight[0] *= not must_buy
    return weight / weight.sum()


def drawn(considered=None, must_buy=False, wish=WISH, cross=CROSS, n=N, largest=np.inf, is_limited=True):
    considered = np.ones((n, 3), bool) if considered is None else considered
    utility = np.tile(wish, (n, 1)).astype(np.float32)
    limits = BasketLimits(considered, np.full(n, must_buy), largest)
    return draw_baskets(utility, cross, np.random.default_rng(0), limits if is_limited else None)


def shares(baskets):
    return np.bincount(baskets @ [1, 2, 4], minlength=8) / len(baskets)


@pytest.mark.parametrize("is_limited", [False, True])
def test_baskets_come_as_often_as_the_multivariate_logit_says(is_limited):
    assert shares(drawn(is_limited=is_limited)) == pytest.approx(exact_shares(), abs=0.008)


def test_a_visit_known_by_its_purchase_is_never_empty_and_otherwise_as_likely():
    found = shares(drawn(must_buy=True))

    assert found[0] == 0
    assert found == pytest.approx(exact_shares(must_buy=True), abs=0.01)


def test_rare_buyers_who_did_buy_bought_one_product():
    baskets = drawn(must_buy=True, wish=WISH - 12, cross=0 * CROSS)

    assert (baskets.sum(1) == 1).all()
    one = np.exp(WISH) / np.exp(WISH).sum()
    assert baskets.mean(0) == pytest.approx(one, abs=0.01)


def test_nothing_is_bought_that_is_not_on_the_shelf():
    considered = np.random.default_rng(1).random((500, 3)) < 0.5

    baskets = drawn(considered, must_buy=True, n=500)

    assert not (baskets & ~considered).any()


def test_no_basket_is_larger_than_the_largest():
    assert drawn(wish=WISH + 3, n=500, largest=2).sum(1).max() == 2


def test_the_same_seed_draws_the_same_baskets():
    assert (drawn(n=400) == drawn(n=400)).all()
