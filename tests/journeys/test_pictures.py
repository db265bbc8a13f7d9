"""Pictures of products: from a zip on the upload page to what they add."""

import time

import pytest

from analytics.embeddings.work import PICTURES, PictureConfig, look_at_pictures, pictures_work
from analytics.recommend.work import RECOMMEND, RecommendConfig, recommend
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv, write_csv
from tests.pictures import picture_bytes, write_zip
from tests.tastes import taste_events

UPLOAD, RECOMMENDATIONS = "pages/shop/upload.py", "pages/customers/recommendations.py"
RARE = 12  # the products from here on have hardly a buyer


@pytest.fixture
def shop(tmp_path):
    """A shop whose last products were bought late, by three customers each."""
    shop = open_workspace().create("Tastes")
    rows = taste_events()
    late = sorted({row["event_time"] for row in rows})[-25]
    buyers = [f"c{n:03d}" for n in range(30)]
    kept = [
        row
        for row in rows
        if int(row["product_id"][1:]) < RARE or (row["event_time"] >= late and row["customer_id"] in buyers)
    ]
    import_csv(shop, write_csv(tmp_path / "events.csv", kept))
    return shop


@pytest.fixture
def pictures(tmp_path):
    sides = ("red", "blue")
    files = {f"p{n:02d}.png": picture_bytes(sides[n % 2], seed=n, size=(8, 8)) for n in range(20)}
    return write_zip(tmp_path / "pictures.zip", files)


def choose_pictures(app, path):
    uploader = next(one for one in app.file_uploader if str(one.key).startswith("picture-zip"))
    return uploader.set_value((path.name, path.read_bytes(), "application/zip")).run()


def test_a_zip_is_looked_at_in_a_process_of_its_own(shop, pictures):
    app = choose_pictures(open_app(UPLOAD), pictures)
    app = press(app, "start-pictures")
    deadline = time.monotonic() + 120
    while PICTURES.active(shop.directory) and time.monotonic() < deadline:
        time.sleep(0.5)
    app = open_app(UPLOAD)

    assert not app.exception
    assert "20 of 20 files are pictures, 20 of them new. 18 products have a picture." in words(app)
    app = press(app, "remove-pictures")
    assert not app.exception and PICTURES.newest(shop.directory) is None


def test_a_file_that_is_no_zip_of_pictures_is_refused_in_a_sentence(shop, tmp_path):
    path = write_zip(tmp_path / "notes.zip", {"a.txt": b"notes"})

    app = press(choose_pictures(open_app(UPLOAD), path), "start-pictures")

    assert not app.exception
    assert "notes.zip: there are no pictures in it" in words(app)


def test_what_pictures_add_is_shown_and_pictures_that_came_later_are_said(shop, pictures):
    work = pictures_work(pictures)
    with work.directory(shop, is_kept=True) as directory:
        work.write_snapshot(shop, PictureConfig(), directory)
        look_at_pictures(directory)
    with RECOMMEND.directory(shop, is_kept=True) as directory:
        RECOMMEND.write_snapshot(shop, RecommendConfig(methods=("popularity",)), directory)
        recommend(directory)

    app = open_app(RECOMMENDATIONS)
    assert "Pictures of products have come since" not in words(app)
    app.session_state[f"recommendation-tabs-{shop.name}"] = "New customers and products"
    app = app.run()

    assert not app.exception
    assert "customers who bought products with few buyers" in words(app)
    assert "What each adds to finding buyers of products that hardly sold" in chart_titles(app)
