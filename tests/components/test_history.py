import pytest

from components.upload import history
from data.store import Shop
from tests.app_driver import open_app, press, tables
from tests.builders import event, events_csv, import_csv, shop_with


@pytest.fixture
def shop(tmp_path, monkeypatch) -> Shop:
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(tmp_path / "workspace"))
    shop = shop_with(tmp_path, [event(customer_id=f"c{i}", order_id=f"o{i}") for i in range(9)])
    import_csv(shop, events_csv(tmp_path / "more.csv", [event(customer_id="c9", order_id="o9")]))
    return shop


def test_the_last_import_is_undone_once_it_is_confirmed(shop):
    first = shop.history()["fingerprint"].iloc[0]
    app = open_app("pages/shop/upload.py")
    assert app.button(key="undo-Test shop").disabled

    sure = app.checkbox(key=f"sure-undo-Test shop-{shop.fingerprint}")
    press(sure.check().run(), "undo-Test shop")

    assert shop.fingerprint == first
    assert shop.read("overview")["orders"].tolist() == [9]


def test_the_history_shows_the_newest_import_first(shop):
    app = open_app("pages/shop/upload.py")

    shown = next(table for table in tables(app) if set(history.COLUMNS) <= set(table))
    assert shown["file"].tolist() == ["more.csv", "events.csv"]


def test_a_customer_is_forgotten_from_the_settings(shop):
    app = open_app("pages/shop/upload.py")
    app.text_input(key=f"forgotten-Test shop-{shop.fingerprint}").set_value("c3")
    app.checkbox(key=f"sure-forget-Test shop-{shop.fingerprint}").check()

    form = next(button for button in app.button if button.label == "Forget this customer")
    app = form.click().run()

    assert [message.value for message in app.success] == ["Forgotten: 1 row removed."]
    assert "c3" not in set(shop.read("customers")["customer_id"])
    assert "c3" not in [field.value for field in app.text_input]


def test_what_is_held_about_a_customer_is_one_file(shop):
    app = open_app("pages/shop/upload.py")
    app.text_input(key="held-about-Test shop").set_value("c3")

    app = next(button for button in app.button if button.label == "Put together what is held").click().run()

    assert [message.value for message in app.success] == ["Found: 4 rows."]
    assert "Download the file (zip)" in [button.label for button in app.get("download_button")]


def test_old_rows_are_erased_from_the_settings_once_it_is_confirmed(shop):
    app = open_app("pages/shop/upload.py")
    keep = next(button for button in app.button if button.label == "Keep rows so long")
    app = keep.click().run()
    assert [message.value for message in app.warning] == [
        "Say that you are sure: what is older is gone for good."
    ]

    app.number_input(key="keep-days-Test shop").set_value(30)
    app.checkbox(key=f"sure-retain-Test shop-{shop.fingerprint}").check()
    app = next(button for button in app.button if button.label == "Keep rows so long").click().run()

    assert [message.value for message in app.success] == ["Erased: 10 rows."]
    assert shop.read("overview")["orders"].tolist() == [0]


def test_the_id_stays_where_the_tick_was_forgotten(shop):
    app = open_app("pages/shop/upload.py")
    app.text_input(key=f"forgotten-Test shop-{shop.fingerprint}").set_value("c3")

    app = next(button for button in app.button if button.label == "Forget this customer").click().run()

    assert "c3" in [field.value for field in app.text_input]
    assert [message.value for message in app.warning] == [
        "Write the customer's id and say that you are sure."
    ]
    assert "c3" in set(shop.read("customers")["customer_id"])
