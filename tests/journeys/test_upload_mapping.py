import json

from components.shell.choices import Nothing
from data.services.workspaces import open_workspace
from tests.app_driver import open_app, press, tables, upload, words
from tests.attributes import attributes_of
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

    funnel = open_workspace().open("My shop").read("funnel")
    assert sorted(funnel["event_type"]) == ["cart", "purchase"]


def test_dates_that_read_both_ways_are_asked_about_with_examples(tmp_path):
    rows = [event(event_time="03/04/2024"), event(event_time="05/06/2024")]

    app = upload(open_app(UPLOAD), write_csv(tmp_path / "lines.csv", rows))

    assert "03/04/2024: 3 April or 4 March? 05/06/2024: 5 June or 6 May?" in words(app)
    assert "choose which comes first" in words(app)
    assert app.button(key="import").disabled
    app = boxes(app)["Dates are written"].set_value("MDY").run()
    assert not app.warning
    press(app, "import")
    assert f"{open_workspace().open('My shop').imports()['event_time_max'][0]:%Y-%m-%d}" == "2024-05-06"


def test_a_date_far_below_the_first_rows_decides_without_a_question(tmp_path):
    rows = [event(event_time="03/04/2024", order_id=f"o{n}") for n in range(400)]
    rows.append(event(event_time="25/04/2024"))

    app = upload(open_app(UPLOAD), write_csv(tmp_path / "lines.csv", rows))

    assert boxes(app)["Dates are written"].value is None
    assert not app.warning
    press(app, "import")
    assert f"{open_workspace().open('My shop').imports()['event_time_min'][0]:%Y-%m-%d}" == "2024-04-03"


def funnel():
    return dict(open_workspace().open("My shop").read("funnel")[["event_type", "events"]].values)


def log(tmp_path, codes):
    path = tmp_path / "log.csv"
    rows = "".join(f"u{n % 5},i1,{code},2024-01-{n % 28 + 1:02d}\n" for n, code in enumerate(codes))
    path.write_text("user_id,item_id,action,time\n" + rows)
    return path


def test_a_code_far_below_the_first_rows_is_asked_about_and_left_out_unless_told(tmp_path):
    app = upload(open_app(UPLOAD), log(tmp_path, ["1"] * 50 + ["2"] * 5 + ["8"] * 3 + ["9"] * 2))
    assert [boxes(app)[f"{code} is a"].value for code in "1289"] == [Nothing.CHOSEN] * 4

    for code, meaning in (("1", "view"), ("2", "cart"), ("9", "purchase")):
        app = boxes(app)[f"{code} is a"].set_value(meaning).run()
    app = press(app, "import")

    assert funnel() == {"view": 50, "cart": 5, "purchase": 2}
    assert "unknown event type" in {reason for table in tables(app) for reason in table.get("reason", ())}


def test_words_for_events_are_shown_as_they_are_read_and_can_be_corrected(tmp_path):
    app = upload(open_app(UPLOAD), log(tmp_path, ["pv"] * 40 + ["fav", "buy", "swipe"]))
    assert boxes(app)["fav is a"].value == "view"
    assert boxes(app)["swipe is a"].value is Nothing.CHOSEN

    app = boxes(app)["fav is a"].set_value("cart").run()
    press(app, "import")

    assert funnel() == {"view": 40, "cart": 1, "purchase": 1}


def test_event_types_in_our_own_words_raise_no_question(tmp_path):
    app = upload(open_app(UPLOAD), log(tmp_path, ["view", "cart", "purchase"]))

    assert not any(label.endswith(" is a") for label in boxes(app))


def test_a_new_code_in_the_next_file_of_a_shape_is_asked_about(tmp_path):
    app = press(upload(open_app(UPLOAD), log(tmp_path, ["1", "2"])), "import")

    app = upload(app, log(tmp_path, ["1", "2"] * 20 + ["3"]))

    assert [boxes(app)[f"{code} is a"].value for code in "123"] == ["view", "purchase", Nothing.CHOSEN]


def test_a_year_of_two_digits_may_be_said_to_come_first(tmp_path):
    rows = [event(event_time="24/03/05"), event(event_time="24/03/06", order_id="o2")]
    app = upload(open_app(UPLOAD), write_csv(tmp_path / "lines.csv", rows))
    assert "24 March 2005 or 5 March 2024?" in words(app)

    press(boxes(app)["Dates are written"].set_value("YMD").run(), "import")

    assert f"{open_workspace().open('My shop').imports()['event_time_max'][0]:%Y-%m-%d}" == "2024-03-06"


def test_columns_beyond_the_limit_are_named_until_others_are_left_out(tmp_path):
    rows = [event(**{f"extra_{n}": str(n) for n in range(62)})]
    app = upload(open_app(UPLOAD), write_csv(tmp_path / "wide.csv", rows))
    assert "Lost: extra_60, extra_61." in words(app)

    left_out = next(choice for choice in app.main.multiselect if choice.label == "Leave out")
    app = left_out.set_value(["extra_0", "extra_1"]).run()
    assert "Lost:" not in words(app)
    press(app, "import")

    kept = set(attributes_of(open_workspace().open("My shop"))["column"])
    assert kept == {f"extra_{n}" for n in range(2, 62)}


def test_words_of_a_status_are_shown_and_corrected_each_for_itself(tmp_path):
    words_of_orders = ["paid", "cancelled", "pending", "blorp"]
    rows = [event(order_id=f"o{n}", status=word) for n, word in enumerate(words_of_orders)]
    app = upload(open_app(UPLOAD), write_csv(tmp_path / "lines.csv", rows))
    assert "blorp" in words(app)
    assert [boxes(app)[f"{word} is"].value for word in words_of_orders] == ["sale", "none", "none", "sale"]

    app = boxes(app)["pending is"].set_value("sale").run()
    press(boxes(app)["blorp is"].set_value("return").run(), "import")

    imported = open_workspace().open("My shop").imports()
    assert json.loads(imported["rejected"][0]) == {"no_sale": 1, "returned": 1}
    codes = json.loads(imported["mapping"][0])["constants"]["status_codes"]
    assert codes == {"blorp": "return", "pending": "sale"}
