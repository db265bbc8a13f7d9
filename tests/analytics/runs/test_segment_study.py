"""A study of segments as work on a shop: it reads one state, and leaves tables that can be read again."""

import pandas as pd
import pytest

from analytics.jobs.shop_work import is_older
from analytics.runs.segment_study import EVENTS, STUDY, read_study, study
from analytics.segments.methods.contract import SegmentMethod
from analytics.segments.study.config import StudyConfig, StudyStage
from data.privacy.artifacts import DamagedRunError
from data.schema import NotEnoughDataError
from tests.builders import import_csv, new_shop, order_lines, write_csv

CONFIG = StudyConfig(methods=(SegmentMethod.KMEANS, SegmentMethod.RFM), n_clusters=2)


@pytest.fixture
def shop(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "events.csv", order_lines(40)))
    return shop


def test_a_study_leaves_its_tables_and_tells_its_stages(shop, tmp_path):
    told = []

    with STUDY.directory(shop, is_kept=True) as directory:
        STUDY.write_snapshot(shop, CONFIG, directory)
        study(directory, told.append)

    found = read_study(STUDY.newest(shop.directory))
    assert told == [SegmentMethod.KMEANS, SegmentMethod.RFM, StudyStage.MAPPING]
    assert found.assigned.groupby("method").size().to_dict() == {"kmeans": 40, "rfm": 40}
    assert STUDY.asked(directory) == CONFIG
    assert not EVENTS.is_in(directory)  # no method reads them
    assert not is_older(directory, shop)
    import_csv(shop, write_csv(tmp_path / "more.csv", order_lines(41)))
    assert is_older(directory, shop)


def test_the_same_study_gives_the_same_tables(shop):
    found = []
    for _ in range(2):
        with STUDY.directory(shop, is_kept=False) as directory:
            STUDY.write_snapshot(shop, CONFIG, directory)
            study(directory)
            found.append(read_study(directory))

    for name, frame in vars(found[0]).items():
        pd.testing.assert_frame_equal(frame, getattr(found[1], name), check_exact=True)


def test_a_table_that_is_gone_is_damage(shop):
    with STUDY.directory(shop, is_kept=False) as directory:
        STUDY.write_snapshot(shop, CONFIG, directory)
        study(directory)
        (directory / "segments_methods.parquet").unlink()

        with pytest.raises(DamagedRunError, match=r"segments_methods\.parquet"):
            read_study(directory)


def test_a_shop_with_too_few_customers_starts_nothing(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "events.csv", order_lines(5)))

    with pytest.raises(NotEnoughDataError, match="Only 5 known customers"):
        STUDY.start(shop, CONFIG)

    assert STUDY.jobs(shop.directory) == []
