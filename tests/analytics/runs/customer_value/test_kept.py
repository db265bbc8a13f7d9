"""What long work keeps of customers' value is what the models said."""

import numpy as np
import pandas as pd
import pytest

from analytics.runs.customer_value import kept
from analytics.runs.customer_value.frames import CustomerFrames, read_customer_frames
from analytics.runs.customer_value.moves import rfm_segments_by_month, value_segments_by_month
from analytics.runs.customer_value.value import ValueModel
from analytics.runs.customer_value.work import CUSTOMER_VALUE, HORIZONS, ValueConfig, value_shop
from analytics.segments.new_customers.evaluation import evaluate_new_customers
from data.privacy.forget_in_artifacts import forget_in_artifacts
from data.schema import NotEnoughDataError
from tests.analytics.runs.customer_value.test_customer_value import COSTS, shop_of_buyers
from tests.analytics.segments.new_customers.newcomers import Newcomers


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return shop_of_buyers(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def directory(shop):
    with CUSTOMER_VALUE.directory(shop, is_kept=True) as directory:
        CUSTOMER_VALUE.write_snapshot(shop, ValueConfig(COSTS), directory)
        value_shop(directory)
    return directory


def test_what_is_read_is_what_the_models_say_in_every_time_to_come(shop, directory):
    model = ValueModel.fit(read_customer_frames(shop), COSTS)

    for days in HORIZONS:
        found, told = model.value(days), kept.read_value(directory, days)
        pd.testing.assert_frame_equal(told.customers, found.customers)
        pd.testing.assert_frame_equal(told.segments, found.segments)
        months = kept.read_months(directory, kept.value_months(days))
        pd.testing.assert_frame_equal(months.astype(str), value_segments_by_month(model, found).astype(str))
    pd.testing.assert_frame_equal(told.assumptions, found.assumptions, check_dtype=False)
    pd.testing.assert_frame_equal(told.holdout, found.holdout)
    of_rules = kept.read_months(directory, kept.RFM_MONTHS)
    pd.testing.assert_frame_equal(of_rules.astype(str), rfm_segments_by_month(model.frames).astype(str))


def test_where_new_customers_are_too_few_what_is_missing_is_kept(directory):
    with pytest.raises(NotEnoughDataError, match="needs 200 customers to learn from"):
        kept.read_new_customers(directory)


def test_what_new_customers_become_is_kept_whole(tmp_path):
    found = evaluate_new_customers(Newcomers().first_days(1500))

    kept.write_new_customers(tmp_path, found)

    told = kept.read_new_customers(tmp_path)
    assert (told.method, told.outcomes, told.is_better) == (found.method, found.outcomes, found.is_better)
    assert np.array_equal(told.split.is_later, found.split.is_later)
    for name in ("scores", "confusion", "roc", "predictions"):
        pd.testing.assert_frame_equal(getattr(told, name), getattr(found, name), check_dtype=False)


def test_a_forgotten_customer_is_in_no_file(shop, directory):
    assert forget_in_artifacts(shop.directory, ["c7"]) == 1

    assert "c7" not in set(kept.read_value(directory, HORIZONS[0]).customers["customer_id"])
    assert not any(b"c7" in path.read_bytes().split() for path in directory.iterdir())
    assert "c7" not in CustomerFrames.of(directory).customer_products["customer_id"].tolist()
    assert "c7" not in kept.read_months(directory, kept.RFM_MONTHS).index
