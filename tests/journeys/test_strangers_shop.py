"""A shop whose every name is an attack: no page shows more than text, and nothing else is opened."""

from data.intake.mapping import Mapping
from data.services.workspaces import open_workspace
from tests import app_driver
from tests.builders import event, import_csv, write_csv
from tests.strangers import SECRET, SPECIAL, nothing_else_opened

COLUMNS = {
    name: name for name in ("customer_id", "event_time", "product_id", "order_id", "net_price", "title")
}


def test_no_page_opens_anything_that_a_strangers_file_names(tmp_path):
    with nothing_else_opened(tmp_path) as attacks:
        own = [*attacks, *(name for name in SPECIAL if name.strip())][:50]
        own = list(dict.fromkeys(f"{name.strip()}{n}" for n, name in enumerate(own)))
        rows = [
            event(customer_id=f"c{n % 9}{own[n % 7]}", product_id=f"p{n % 4}{own[n % 4]}", title=own[n % 9])
            | {"event_time": f"2024-{n % 12 + 1:02}-{n % 27 + 1:02}", "order_id": f"o{n // 2}"}
            | {name: f"{own[(n + place) % 3]}" for place, name in enumerate(own)}
            for n in range(80)
        ]
        shop = open_workspace().create("Strangers")
        mapping = Mapping("events", COLUMNS, (), {"header": True})
        import_csv(
            shop, write_csv(tmp_path / f"{attacks[0][:20]}.csv".replace("/", "_"), rows), mapping=mapping
        )
        people = [
            {"customer_id": row["customer_id"]} | dict.fromkeys(own, own[n % 3])
            for n, row in enumerate(rows[:9])
        ]
        mapping = Mapping("customers", {"customer_id": "customer_id"}, (), {"header": True})
        import_csv(shop, write_csv(tmp_path / "customers.csv", people), mapping=mapping)
        shop.save_setting("segments", {"kind": "attribute", "attribute": own[0], "n_clusters": None})

        for page in app_driver.EVERY_PAGE:
            app = app_driver.open_app(page)

            assert not app.exception, page
            assert SECRET not in app_driver.words(app), page
            assert not any(SECRET in table.to_csv() for table in app_driver.tables(app)), page
