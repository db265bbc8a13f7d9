"""Laws that hold for any file, checked on many."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake.load import Source, import_files
from data.schema import InputError, Mapping
from tests.builders import new_shop

COLUMNS = ["customer", "time", "type", "product", "price", "quantity", "order", "note"]
MAPPING = Mapping(
    "events",
    dict(
        zip(
            [
                "customer_id",
                "event_time",
                "event_type",
                "product_id",
                "net_price",
                "quantity",
                "order_id",
                "title",
            ],
            COLUMNS,
            strict=True,
        )
    ),
)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00"), max_size=8)
GOOD = ["c1", "2024-03-04 10:00:00", "purchase", "p1", "9.50", "1", "o1", "note"]
odd = st.one_of(
    text, st.sampled_from(["", "NULL", "-1", "0", "1,5", "$3", '"', "a\nb", "\u0000", "=1", "1e99"])
)


@st.composite
def rows(draw):
    """Rows that are mostly fine, with odd cells here and there, sometimes too short or too long."""
    made = []
    for _ in range(draw(st.integers(1, 25))):
        cells = [draw(odd) if draw(st.integers(0, 9)) == 0 else good for good in GOOD]
        made.append(
            cells[: draw(st.sampled_from([8, 8, 8, 8, 8, 8, 5]))] + draw(st.sampled_from([[], [], [], ["x"]]))
        )
    return [GOOD, *made]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows())
def test_nothing_is_lost_between_file_rejects_and_store(made):
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([COLUMNS, *made])

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "events.csv"
        path.write_text(stream.getvalue(), encoding="utf-8", newline="")
        shop = new_shop(Path(directory))
        try:
            intake = import_files(shop, [Source(path, "events.csv", "events", MAPPING)])[0]
        except InputError:
            assert shop.is_empty
            return
        finally:
            n_rejects, n_events = len(shop.rejects()), _n_events(shop)
            shop.close()

    assert intake.rows_read == len(made)
    assert intake.rows_kept == n_events
    assert sum(intake.rejected.values()) == n_rejects
    assert intake.rows_read == intake.rows_kept + n_rejects


def _n_events(shop):
    with shop.cursor() as cursor:
        return cursor.execute("SELECT count(*) FROM events").fetchall()[0][0]
