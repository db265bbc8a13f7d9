"""Where views are recorded, pages say that only visits that look at all parts can take a bundle."""

from types import SimpleNamespace

import pandas as pd
import pytest

from components.shell import results


def run(share: float) -> SimpleNamespace:
    audience = SimpleNamespace(positions=lambda ids: [0, 1], looks_at=lambda parts: share)
    return SimpleNamespace(audience=audience, bundles=pd.DataFrame({"product_ids": [("a", "b")]}))


@pytest.mark.parametrize(("share", "told"), [(0.082, "8.2 %"), (0.0002, "under 0.1 %")])
def test_the_share_of_visits_that_can_take_a_bundle_is_said(share, told):
    assert f"the {told} of visits that look at all parts" in results.looks_words(run(share), ("a", "b"))
    assert "look at all parts" in results.views_words(run(share))


def test_nothing_is_said_where_no_views_are_recorded():
    assert results.looks_words(run(1.0), ("a", "b")) == results.views_words(run(1.0)) == ""
