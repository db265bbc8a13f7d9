"""Real files raise the doubts that they deserve, and few others."""

import pytest

from data.quality.report import read_quality
from tests.builders import REAL_DATA, import_csv, new_shop

pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason=f"the optional real data are not at {REAL_DATA}"
)


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("rees46_2019-10-01_slice.csv.gz", {"duplicate": 5, "impossible_price": 19, "session_of_two": 2}),
        (
            "ga4_merch_items.csv.gz",
            {"non_product": 59, "missing_id": 448, "extreme_quantity": 2, "two_titles": 10},
        ),
    ],
)
def test_real_files_raise_few_doubts(tmp_path, file, found):
    shop = new_shop(tmp_path)
    import_csv(shop, REAL_DATA / file)

    doubts = read_quality(shop).doubts.set_index("kind")["n_rows"].to_dict()

    assert {kind: n for kind, n in doubts.items() if not kind.endswith("_column")} == found
