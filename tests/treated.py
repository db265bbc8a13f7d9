"""What treatments of doubtful rows leave behind: every row, the rejects, and counts that add up."""

import json

CHOICES = {
    "duplicate": "drop",
    "non_product": "keep",
    "clock_jump": "keep",
    "unit_slip": "cap",
    "extreme_quantity": "cap",
    "bot": "drop",
    "orphan_product": "drop",
}


def state(shop):
    """Every stored row with its line, the rejects and the counts, in an order of their own."""
    with shop.cursor() as connection:
        events = connection.execute("SELECT * EXCLUDE (file_row) FROM events ORDER BY ALL").fetchall()
        counts = connection.execute("SELECT rows_read, rows_kept, rejected FROM imports").fetchall()
    rejects = shop.rejects()[["row", "column", "value", "reason"]].sort_values(["row"], ignore_index=True)
    return events, counts, rejects.to_dict("list")


def assert_counts_add_up(shop):
    with shop.cursor() as connection:
        stored = dict(connection.execute("SELECT import_no, count(*) FROM events GROUP BY ALL").fetchall())
    rejects = shop.rejects()
    for number, row in enumerate(shop.imports().to_dict("records"), start=1):
        rejected = json.loads(row["rejected"])
        assert row["rows_read"] == row["rows_kept"] + sum(rejected.values())
        assert (
            rejected == rejects[rejects["import_id"] == row["import_id"]].groupby("reason").size().to_dict()
        )
        assert row["kind"] != "events" or stored.get(number, 0) == row["rows_kept"]
