"""What the page of recommendations says of the default beside the plainest."""

import pandas as pd
import pytest

from analytics.cli.method_words import NO_GAIN
from components.recommendations.words import comparison_words


@pytest.mark.parametrize(("popular", "gains"), [(0.1, True), (0.3, False)])
def test_a_default_that_the_plainest_beats_is_not_praised(popular, gains):
    table = pd.DataFrame(
        {
            "method": ["ease", "popularity"],
            "title": ["EASE", "Bought by many"],
            "is_default": [True, False],
            "recall": [0.2, popular],
            "recall_low": [0.18, popular - 0.02],
            "recall_high": [0.22, popular + 0.02],
        }
    )

    words = comparison_words(table, {"horizon_days": 28})

    assert (NO_GAIN in words) != gains
