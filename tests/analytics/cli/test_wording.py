import pytest

from analytics.cli.wording import counted, percent
from components.shell import formats


@pytest.mark.parametrize("share", [0.0, 0.03, 0.25, 0.999, 12.5, -0.05])
def test_percents_are_written_as_on_the_pages(share):
    assert percent(share, 1) == formats.share(share, 1)
    assert percent(share) == formats.share(share, 0)


def test_a_share_that_rounds_to_little_is_not_called_nothing():
    assert percent(0.004) == "under 1 %"
    assert percent(0.004, 1) == "0.4 %"


def test_one_has_no_plural():
    assert [counted(n, "order") for n in (0, 1, 1234)] == ["0 orders", "1 order", "1,234 orders"]
