"""What the Upload page says after an import, and which shop it means."""

import threading

import pytest

from components.upload import work
from data.services.workspaces import open_workspace
from tests.app_driver import go, open_app, press, upload, words
from tests.builders import event, events_csv, import_csv, write_csv

UPLOAD = "pages/shop/upload.py"


@pytest.fixture
def two_shops(tmp_path):
    for name in ("One", "Two"):
        shop = open_workspace().create(name)
        import_csv(shop, events_csv(tmp_path / f"{name}.csv", [{"customer_id": name}]))
        shop.close()


def lines(tmp_path):
    return write_csv(tmp_path / "lines.csv", [event(order_id=f"o{n}", customer_id=f"c{n}") for n in range(9)])


def toasts(app):
    return [toast.value.replace("\\", "") for toast in app.toast]


def box(app, label):
    return next(box for box in app.selectbox if box.label == label)


def test_files_go_to_the_shop_that_is_looked_at(tmp_path, two_shops):
    app = upload(open_app(UPLOAD), lines(tmp_path))
    assert box(app, "Import into").value == "One"

    app = next(box for box in app.selectbox if box.key == "shop").set_value("Two").run()

    assert box(app, "Import into").value == "Two"


def test_the_same_file_again_is_said_to_be_known(tmp_path):
    app = press(upload(open_app(UPLOAD), lines(tmp_path)), "import")
    assert toasts(app) == ["Arrived in My shop: 9 rows read, 9 kept."]

    app = press(upload(app, lines(tmp_path)), "import")
    known = "My shop had all of it already: nothing has changed."

    assert toasts(app) == [known]
    assert known in words(app.run())  # the message goes, the words stay


def test_an_import_is_seen_from_another_window_until_it_ended(tmp_path, monkeypatch):
    may_end = threading.Event()
    original = work.import_files

    def slow(shop, sources, progress):
        assert may_end.wait(30)
        return original(shop, sources, progress)

    monkeypatch.setattr(work, "import_files", slow)
    releasing = threading.Timer(2.0, may_end.set)
    first = upload(open_app(UPLOAD), lines(tmp_path))
    second = open_app(UPLOAD)
    pressing = threading.Thread(target=press, args=(first, "import"))
    pressing.start()
    while work.job_at_work() is None:
        assert pressing.is_alive()
    releasing.start()

    seen = go(second, UPLOAD)

    pressing.join(30)
    assert "What arrived" in words(seen)
    assert open_workspace().shop_names() == ["My shop"]


def test_amounts_are_shown_in_the_currency_of_the_first_file(tmp_path):
    path = write_csv(
        tmp_path / "euros.csv", [event(order_id=f"o{n}", net_price=f"{n + 1}.00 €") for n in range(9)]
    )
    app = upload(open_app(UPLOAD), path)
    assert [field.value for field in app.text_input if field.label == "Currency"] == ["€"]
    app = press(app, "import")
    with_sign = [field for field in app.text_input if field.label == "Currency sign"]
    assert [field.value for field in with_sign] == ["€"]

    with_sign[0].set_value("").run()
    press(upload(app, lines(tmp_path)), "import")

    assert open_workspace().open("My shop").setting("currency") == ""


def test_the_currency_is_asked_before_the_import(tmp_path):
    app = upload(open_app(UPLOAD), lines(tmp_path))
    field = next(field for field in app.text_input if field.label == "Currency")

    press(field.set_value("£").run(), "import")

    assert open_workspace().open("My shop").setting("currency") == "£"


def test_nothing_of_the_shop_stands_before_the_files(tmp_path, two_shops):
    app = upload(open_app(UPLOAD), lines(tmp_path))

    stands = words(app)
    assert stands.index("lines.csv") < stands.index("One holds 1 row from 1 file")


def test_a_renamed_shop_keeps_its_rows_and_stays_open(two_shops):
    app = open_app(UPLOAD, shop="One")
    field = next(field for field in app.text_input if field.label == "Name")

    app = field.set_value("Uno").run()

    assert open_workspace().shop_names() == ["Two", "Uno"]
    assert "Uno holds 1 row from 1 file" in words(app)
    assert app.query_params["shop"] == "Uno"


@pytest.mark.parametrize("name", ["Two", "two", "../Uno", "§"])
def test_a_shop_gets_no_name_that_is_taken_or_unfit(two_shops, name):
    app = open_app(UPLOAD, shop="One")

    app = next(field for field in app.text_input if field.label == "Name").set_value(name).run()

    assert len(app.error) == 1
    assert open_workspace().shop_names() == ["One", "Two"]
