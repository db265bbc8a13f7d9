"""A shop's pictures: looked at once, found by name, forgotten on demand."""

import pandas as pd
import pytest

from analytics.embeddings import looking
from analytics.embeddings.picture_names import pictures_of_products
from analytics.embeddings.work import (
    NAMES,
    PICTURES,
    RECORD,
    UPLOADED,
    PictureConfig,
    look_at_pictures,
    pictures_work,
    product_pictures,
    remove_pictures,
)
from analytics.jobs.state import CANCEL_FILE, Cancelled
from data.privacy.encrypted_files import is_encrypted
from data.schema import InputError
from tests.builders import event, import_csv, new_shop, write_csv
from tests.pictures import picture_bytes, write_zip


@pytest.fixture
def shop(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "e.csv", [event(product_id=f"p{n}") for n in range(4)]))
    rows = [
        {"product_id": "p1", "title": "Mug", "category": "x", "image": "https://a.b/shop/Mug%201.png?v=2"}
    ]
    import_csv(shop, write_csv(tmp_path / "p.csv", rows), "products")
    return shop


@pytest.fixture
def looked_at(monkeypatch):
    """Return how many pictures went through the network, a number each time."""
    seen, real = [], looking.picture_vectors

    def listening(pictures):
        seen.append(len(pictures))
        return real(pictures)

    monkeypatch.setattr(looking, "picture_vectors", listening)
    return seen


def bring(shop, path):
    with pictures_work(path).directory(shop, is_kept=True) as directory:
        pictures_work(path).write_snapshot(shop, PictureConfig(path.name), directory)
        look_at_pictures(directory)
    return directory


def test_only_new_pictures_are_looked_at_and_those_of_before_stay(shop, tmp_path, looked_at):
    red, blue = picture_bytes("red"), picture_bytes("blue")
    first = bring(shop, write_zip(tmp_path / "a.zip", {"p0.png": red, "x/Mug 1.png": red, "p2.gif": b"no"}))
    second = bring(shop, write_zip(tmp_path / "b.zip", {"p3.png": blue, "p0.png": red}))

    assert looked_at == [1, 1]
    assert RECORD.read(first) == {"n_read": 3, "n_new": 1, "n_pictures": 2, "passed_over": {"damaged": 1}}
    assert RECORD.read(second)["n_new"] == 1
    assert set(NAMES.read(second)["name"]) == {"p0.png", "x/mug 1.png", "p3.png"}
    assert not (second / UPLOADED).exists()
    product_ids, vectors = product_pictures(shop)
    assert product_ids == ["p0", "p1", "p3"]
    alike = vectors @ vectors.T
    assert alike[0, 1] == pytest.approx(1, abs=1e-2) and alike[0, 2] < 0.9


def test_a_folder_is_taken_as_a_zip_is_and_all_pictures_can_be_removed(shop, tmp_path):
    (tmp_path / "folder" / "in").mkdir(parents=True)
    (tmp_path / "folder" / "in" / "p2.png").write_bytes(picture_bytes())
    bring(shop, tmp_path / "folder")

    assert product_pictures(shop)[0] == ["p2"]
    remove_pictures(shop.directory)
    assert product_pictures(shop)[0] == [] and PICTURES.jobs(shop.directory) == []


def test_what_was_looked_at_before_a_cancel_is_not_looked_at_again(shop, tmp_path, looked_at, monkeypatch):
    monkeypatch.setattr(looking, "BATCH", 1)
    path = write_zip(tmp_path / "a.zip", {f"p{n}.png": picture_bytes(seed=n) for n in range(3)})
    work, real = pictures_work(path), looking.Looking.take

    def cancelling(self, name, content):
        real(self, name, content)
        (directory / CANCEL_FILE).touch()

    with pytest.raises(Cancelled), work.directory(shop, is_kept=True) as directory:
        work.write_snapshot(shop, PictureConfig(), directory)
        with monkeypatch.context() as patch:
            patch.setattr(looking.Looking, "take", cancelling)
            look_at_pictures(directory)
    bring(shop, path)

    assert looked_at == [1, 1, 1]


def test_what_is_no_zip_of_pictures_starts_nothing(shop, tmp_path):
    (tmp_path / "no.zip").write_bytes(b"a,b")

    with pytest.raises(InputError, match="no zip"):
        pictures_work(tmp_path / "no.zip").start(shop, PictureConfig("no.zip"))

    assert PICTURES.jobs(shop.directory) == []


def test_a_picture_is_found_by_its_path_its_file_or_the_product():
    pictures = ["a/1.jpg", "b/1.jpg", "c/2.jpg", "sku 9.png"]
    images = {"x": "b\\1.JPG", "y": "1.jpg", "z": "nowhere.png|2.jpg", "SKU 9": None, "none": ""}
    products = pd.DataFrame({"product_id": list(images), "image": list(images.values())})

    found = pictures_of_products(products, pictures)

    assert found.to_dict() == {"x": "b/1.jpg", "z": "c/2.jpg", "SKU 9": "sku 9.png"}


def test_with_a_key_nothing_of_pictures_lies_in_plain(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key that is long enough to be one")
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "e.csv", [event(product_id="p0")]))

    directory = bring(shop, write_zip(tmp_path / "a.zip", {"p0.png": picture_bytes()}))

    kept = [*directory.glob("*.parquet"), *directory.glob("pictures.json"), *shop.directory.rglob("*.npz")]
    assert len(kept) == 3 and all(map(is_encrypted, kept))
    assert product_pictures(shop)[0] == ["p0"]
