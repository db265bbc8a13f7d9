"""Where views are recorded, pages say that only visits that look at all parts can take a bundle."""

from types import SimpleNamespace

import pandas as pd
import pytest

from components.shell import results


def run(share: float, has_views: bool = True, n_unseen: float = 0.0) -> SimpleNamespace:
    places = {"positions": lambda ids: [0, 1], "looks_at": lambda parts: share}
    audience = SimpleNamespace(**places, has_views=has_views, n_unseen=n_unseen)
    return SimpleNamespace(audience=audience, bundles=pd.DataFrame({"product_ids": [("a", "b")]}))


@pytest.mark.parametrize(("share", "told"), [(0.082, "8.2 %"), (0.0002, "under 0.1 %")])
def test_the_share_of_visits_that_can_take_a_bundle_is_said(share, told):
    assert f"the {told} of visits that look at all parts" in results.looks_words(run(share), ("a", "b"))
    assert "look at all parts" in results.views_words(run(share))


def test_a_share_that_joint_purchases_tell_is_said_to_be_about_right():
    assert "Joint purchases tell that about 8.2 %" in results.looks_words(
        run(0.082, has_views=False), ("a", "b")
    )


def test_nothing_is_said_where_all_visits_look_at_everything():
    assert results.looks_words(run(1.0), ("a", "b")) == results.views_words(run(1.0)) == ""


def test_visits_that_are_in_no_file_are_said_to_be_counted():
    said = results.looks_words(run(1.0, n_unseen=0.1534), ("a", "b"))

    assert "beside every 1,000 that did about 153 are counted" in said
    assert results.views_words(run(1.0, n_unseen=0.1534)) == said
