from data.store import Workspace
from tests.app_driver import open_app, press, upload, words
from tests.builders import event, write_csv

UPLOAD = "pages/shop/upload.py"


def boxes(app):
    return {box.label: box for box in app.main.selectbox}


def test_a_known_export_is_named_with_what_has_to_be_known_about_it(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("timestamp,visitorid,event,itemid,transactionid\n1433221332117,257597,view,355908,\n")

    app = upload(open_app(UPLOAD), path)

    assert "Recognized: RetailRocket events." in words(app)
    assert "has no prices" in words(app)


def test_numbered_event_types_are_confirmed_in_the_page(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("user_id,item_id,action,time\nu1,i1,1,2024-01-01\nu2,i1,2,2024-01-02\n")
    app = upload(open_app(UPLOAD), path)
    assert (boxes(app)["1 is a"].value, boxes(app)["2 is a"].value) == ("view", "purchase")

    app = press(boxes(app)["1 is a"].set_value("cart").run(), "import")

    funnel = Workspace().open("My shop").read("funnel")
    assert sorted(funnel["event_type"]) == ["cart", "purchase"]


def test_dates_that_read_both_ways_are_asked_about_with_examples(tmp_path):
    rows = [event(event_time="03/04/2024"), event(event_time="05/06/2024")]

    app = press(upload(open_app(UPLOAD), write_csv(tmp_path / "lines.csv", rows)), "import")

    assert "3 April or 4 March?" in app.error[0].value
