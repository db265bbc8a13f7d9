"""No work on a shop is given anything about a customer who does not agree to personal prices."""

from importlib import import_module

import pandas as pd
import pytest

from analytics.interests.work import InterestConfig
from analytics.lab.work import shop_log
from analytics.recommend.search.work import SearchConfig
from analytics.recommend.work import RecommendConfig
from analytics.runs.config import RunConfig
from analytics.runs.customer_value.work import ValueConfig
from analytics.segments.study.config import StudyConfig
from data.privacy.consent import change_consent
from data.services.workspaces import open_workspace
from tests.builders import import_csv, write_csv
from tests.doors.fair_shop import refusers, write_people
from tests.doors.files import small_world

WORKS = {
    "analytics.runs.take_snapshot": RunConfig(),
    "analytics.recommend.work": RecommendConfig(),
    "analytics.recommend.search.work": SearchConfig(),
    "analytics.interests.work": InterestConfig(),
    "analytics.runs.segment_study": StudyConfig(),
    "analytics.runs.customer_value.work": ValueConfig(),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Return a shop of whose customers some refuse by the file, and one by a list; and who they are."""
    home = tmp_path_factory.mktemp("asked")
    world = small_world()
    write_people(world, home)
    shop = open_workspace(home / "workspace").create("Asked")
    import_csv(shop, write_csv(home / "events.csv", world.events.to_dict("records")), "events")
    import_csv(shop, write_csv(home / "products.csv", world.products.to_dict("records")), "products")
    people = home / "people.csv"
    import_csv(shop, people, "customers")
    change_consent(shop, refused=["c4"])
    return shop, refusers(pd.read_csv(people)) | {"c4"}


@pytest.mark.parametrize("work", WORKS)
def test_a_snapshot_holds_no_refuser(work, asked, tmp_path):
    shop, gone = asked

    import_module(work).write_snapshot(shop, WORKS[work], tmp_path)

    frames = [pd.read_parquet(file) for file in tmp_path.rglob("*.parquet")]
    known = {str(name) for frame in frames if "customer_id" in frame for name in frame["customer_id"]}
    assert len(known) > 100 and not known & gone


def test_the_lab_learns_from_no_refuser(asked):
    shop, gone = asked

    log, _ = shop_log(shop)

    assert len(log.customer_ids) > 100 and not set(log.customer_ids) & gone
