from dataclasses import replace

import numpy as np

from analytics.pricing.scenarios.audience_subset import AudienceSubset
from tests.demand import audience_by_hand


def audience():
    """Return 100 visits of three segments; every second one has members that tell the row."""
    taste = np.arange(100)[:, None] * np.ones((1, 2))
    sample = np.arange(0, 100, 2)
    members = np.repeat(taste[sample][:, None].astype(np.float32), 5, 1)
    return replace(
        audience_by_hand(taste, segment=np.arange(100) % 3),
        sample=sample,
        member_taste=members,
        member_slope=members,
    )


def test_a_part_keeps_the_members_of_its_own_rows():
    rows = np.arange(10, 90)

    part = AudienceSubset.of(audience(), rows).audience

    np.testing.assert_array_equal(part.member_taste[:, 0, 0], part.taste[part.sample, 0])
    assert len(part.sample) == 40


def test_too_few_sampled_rows_draw_no_band():
    assert not len(AudienceSubset.of(audience(), np.arange(20)).audience.sample)


def test_a_part_has_only_the_segments_of_its_rows():
    rows = np.flatnonzero(np.arange(100) % 3 != 1)

    part = AudienceSubset.of(audience(), rows).audience

    assert part.segments == ("tier 0", "tier 2")
    assert set(part.segment.tolist()) == {0, 1}
