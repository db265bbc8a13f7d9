"""Which members share what no data tell."""

import numpy as np
import pytest

from analytics.demand.members import draw_of, partner_of


@pytest.mark.parametrize("n_members", range(1, 14))
def test_every_member_but_the_fit_has_a_partner_with_its_draw(n_members):
    draw, partner = draw_of(n_members), partner_of(n_members)

    assert draw[0] == partner[0] == 0
    assert np.array_equal(draw[partner], draw)
    assert sorted(partner) == list(range(n_members))
    assert np.count_nonzero(draw == 0) == 1
    assert n_members < 3 or (partner[1:] != np.arange(1, n_members)).all()
