"""A shop whose file is damaged is one sentence on every page; the switcher, the others and new ones stay."""

import pytest

from data.services.workspaces import open_workspace
from tests.app_driver import EVERY_PAGE, open_app, press, upload, words
from tests.builders import event, events_csv, import_csv

OVERVIEW, UPLOAD = "pages/shop/overview.py", "pages/shop/upload.py"
SENTENCE = "shop Broken: its file is damaged"


@pytest.fixture(params=["no database", "a damaged block"])
def broken(request, tmp_path):
    """Two shops of the workspace, one of which cannot be read: at all, or where its events lie."""
    for name in ("Broken", "Sound"):
        shop = open_workspace().create(name)
        rows = [event(customer_id=f"c{n % 9}", order_id=f"o{n}") for n in range(60)]
        import_csv(shop, events_csv(tmp_path / "events.csv", rows))
        shop.close()
    file = open_workspace().directory / "Broken" / "shop.duckdb"
    content = bytearray(file.read_bytes())
    if request.param == "no database":
        content[:] = b"a,b\n1,2\n"
    for place in range(3 * 4096 + 64, len(content), 4096):
        content[place] ^= 0xFF
    file.write_bytes(content)
    return file


def test_every_page_says_it(broken):
    for page in EVERY_PAGE:
        app = open_app(page, shop="Broken")

        assert not app.exception, page
        assert SENTENCE in words(app), page


def test_the_other_shop_is_one_click_away(broken):
    app = open_app(OVERVIEW, shop="Broken")

    app = app.sidebar.selectbox[0].set_value("Sound").run()

    assert not app.exception and not app.error
    assert "9 customers" in words(app)


def test_it_is_deleted_where_it_is_said(broken):
    app = open_app(OVERVIEW, shop="Broken")
    sure = next(box for box in app.checkbox if str(box.key).startswith("sure-damaged"))

    app = press(sure.check().run(), "delete-damaged")

    assert open_workspace().shop_names() == ["Sound"]
    assert "9 customers" in words(app)


def test_files_go_into_a_new_shop_all_the_same(broken, tmp_path):
    app = upload(open_app(UPLOAD, shop="Broken"), events_csv(tmp_path / "lines.csv"))

    assert not app.exception
    assert "A new shop" in next(box for box in app.main.selectbox if box.label == "Import into").options
