"""What pre-training gains: means over seeds, their band, and what too few customers leave open."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_rel

from analytics.cli.transfer_words import transfer_words
from analytics.lab.transfer.config import TransferConfig
from analytics.lab.transfer.gain import gains
from data.schema import InputError


def runs(pretrained, scratch, share=0.1):
    """Trainings of one share, whose log losses are one minus AUC."""
    told = {"data_share": share, "seed": range(len(pretrained)), "n_customers": 5, "n_rows": 50}
    of = {"pretrained": np.array(pretrained, float), "scratch": np.array(scratch, float)}
    told |= {f"auc_{way}": values for way, values in of.items()}
    return pd.DataFrame(told | {f"log_loss_{way}": 1 - values for way, values in of.items()})


def test_a_gain_is_the_mean_over_pairs_with_its_band():
    pretrained, scratch = [0.7, 0.8, 0.9], [0.6, 0.6, 0.9]

    found = gains(runs(pretrained, scratch)).iloc[0]

    by_pairs = ttest_rel(pretrained, scratch).confidence_interval(0.9)
    assert found["auc_gain"] == pytest.approx(0.1)
    assert [found["auc_gain_low"], found["auc_gain_high"]] == pytest.approx(list(by_pairs))
    assert found["log_loss_gain"] == pytest.approx(0.1)  # a lower loss is a gain


def test_one_seed_has_no_band_and_too_few_customers_no_figure():
    found = gains(pd.concat([runs([0.7], [0.6]), runs([np.nan], [np.nan], share=0.02)]))

    assert found["data_share"].tolist() == [0.02, 0.1]
    assert np.isnan(found["auc_gain"][0])
    assert found["auc_gain"][1] == pytest.approx(0.1)
    assert np.isnan(found["auc_gain_low"][1])
    record = {"source": "There", "n_shared": 0, "n_categories": 4}
    said = transfer_words(record, found)
    assert said.startswith("Pre-trained on There, AUC with 5 customers (10 %) is 0.700 instead of 0.600")
    assert "no category in common" in said
    assert "too few for any training" in transfer_words(record, found[:1])


@pytest.mark.parametrize(
    "changes", [{"shares": ()}, {"shares": (0.1, 0.1)}, {"shares": (0.0,)}, {"seeds": 0}]
)
def test_what_cannot_be_asked_for_is_refused(changes):
    with pytest.raises(InputError):
        TransferConfig("There", **changes)
