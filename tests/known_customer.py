"""A shop that knows a customer in every way it can: what forgetting and showing have to find."""

import json
from pathlib import Path

import pandas as pd

from data.privacy.encrypted_files import write_frame
from data.store import Shop
from tests.builders import event, import_csv, shop_with, write_csv

ID = "PERSON-4711"


def shop_that_knows(tmp_path: Path) -> Shop:
    """Return a shop with the customer in events, a cut line, attributes, a setting and a scenario."""
    rows = [event(customer_id=f"c{i % 5}", order_id=f"o{i}") for i in range(40)]
    theirs = [
        event(customer_id=ID, order_id=f"theirs {i}", event_time="2024-03-05 10:00:00") for i in range(3)
    ]
    shop = shop_with(tmp_path, [*rows, *theirs, event(customer_id=ID, event_time="never")])
    with (tmp_path / "more.csv").open("w") as stream:
        stream.write("customer_id,event_time,product_id,net_price,quantity,order_id\n")
        stream.write("c1,2024-04-01,p1,1,1,o90\n")
        stream.write(f"{ID},2024-04-01\n")  # a cut row is kept as it stands
    import_csv(shop, tmp_path / "more.csv")
    for tier in ("silver", "gold"):
        lines = [{"customer_id": name, "tier": tier} for name in (ID, "c1")]
        import_csv(shop, write_csv(tmp_path / f"{tier}.csv", lines), "customers")
    shop.save_setting("watched", [ID, "c1"])
    shop.save_scenario({"id": "s1", "audience": {"left out": [ID]}})
    return shop


def run_that_saw(shop: Shop) -> Path:
    """Leave a run that saw the customer, beside one that did not; return where runs are."""
    for name, ids in (("seen", [ID, "c1"]), ("unseen", ["c1", "c2"])):
        directory = shop.directory / "runs" / name
        directory.mkdir()
        write_frame(directory / "visits.parquet", pd.DataFrame({"customer_id": ids, "visit_id": [0, 1]}))
        (directory / "config.json").write_text(json.dumps({"products": ["p1"], "watched": ids}))
        (directory / "log.txt").write_text("\n".join(f"looked at {name}" for name in ids))
    return shop.directory / "runs"
