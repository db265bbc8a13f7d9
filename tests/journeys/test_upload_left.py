"""What is dropped and mapped on the Upload page waits there while other pages are looked at."""

from data.services.workspaces import open_workspace
from tests.app_driver import go, open_app, press, upload, words
from tests.builders import event, write_csv

UPLOAD, ELSEWHERE = "pages/shop/upload.py", "pages/shop/overview.py"


def lines(tmp_path, name="lines.csv"):
    rows = [event(order_id=f"o{n}", title="Tea", label="Green tea") for n in range(9)]
    return write_csv(tmp_path / name, rows)


def box(app, label):
    return next(box for box in app.selectbox if box.label == label)


def left_and_back(app):
    return go(go(app, ELSEWHERE), UPLOAD)


def test_a_file_and_what_was_chosen_for_it_are_still_there(tmp_path):
    app = upload(open_app(UPLOAD), lines(tmp_path))
    app = box(app, "Title").set_value("label").run()

    app = left_and_back(app)

    assert "Still here, not imported yet: **lines.csv**" in words(app)
    assert not app.exception
    assert not app.warning
    assert box(app, "Title").value == "label"
    app = press(left_and_back(app), "import")
    assert "9 rows read, 9 kept" in words(app)
    assert "Still here" not in words(app)
    with open_workspace().open("My shop").cursor() as cursor:
        assert cursor.execute("SELECT DISTINCT title FROM events").fetchall() == [("Green tea",)]


def test_it_can_be_taken_out_and_another_one_be_dropped(tmp_path):
    app = left_and_back(upload(open_app(UPLOAD), lines(tmp_path)))
    app = upload(app, lines(tmp_path, "second.csv"))
    assert [header.value for header in app.subheader][:2] == ["lines.csv", "second.csv"]

    app = press(app, "take-out")

    assert "lines.csv" not in words(app)
    app = left_and_back(app)
    assert "Still here, not imported yet: **second.csv**" in words(app)


def test_a_file_removed_from_the_uploader_does_not_come_back(tmp_path):
    app = upload(open_app(UPLOAD), lines(tmp_path))

    app = upload(app)

    assert "lines.csv" not in words(left_and_back(app))
