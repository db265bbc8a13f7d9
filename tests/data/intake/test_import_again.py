"""Files that come in again, in another packing, after another file, or not to their end."""

import gzip

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.schema import InputError
from tests.builders import event, events_csv, import_csv, new_shop, shop_with, write_csv


def test_the_same_content_again_changes_nothing_whatever_its_packing(tmp_path):
    path = events_csv(tmp_path / "events.csv", [{}, {"net_price": "?"}])
    shop = new_shop(tmp_path)
    first = import_csv(shop, path)
    fingerprint = shop.fingerprint
    packed = tmp_path / "again.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))

    again = import_csv(shop, packed)

    assert again == first
    assert shop.fingerprint == fingerprint
    assert shop.read("overview")["units"][0] == 1
    assert len(shop.rejects()) == 1


def test_the_same_file_with_a_corrected_mapping_takes_the_place_of_the_first_try(tmp_path):
    path = write_csv(tmp_path / "events.csv", [event(price_b="5.00")])
    shop = new_shop(tmp_path)
    first = import_csv(shop, path)
    corrected = Mapping("events", first.mapping.columns | {"net_price": "price_b"})

    import_csv(shop, path, mapping=corrected)

    assert len(shop.imports()) == 1
    assert shop.read("overview")["revenue"][0] == 5.0


def test_new_files_append(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, events_csv(tmp_path / "january.csv", order_id="a"))
    before = shop.fingerprint

    import_csv(shop, events_csv(tmp_path / "february.csv", order_id="b"))

    assert shop.read("overview")["orders"][0] == 2
    assert shop.fingerprint != before


def test_the_fingerprint_is_the_same_in_another_workspace(tmp_path):
    fingerprints = set()
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        fingerprints.add(shop_with(tmp_path / place, [{}]).fingerprint)

    assert len(fingerprints) == 1


def test_nothing_is_stored_by_halves(tmp_path):
    good = events_csv(tmp_path / "good.csv")
    bad = events_csv(tmp_path / "bad.csv", net_price="a lot")
    shop = new_shop(tmp_path)
    sources = [Source(path, path.name, "events", guess_mapping(read_preview(good))) for path in (good, bad)]

    with pytest.raises(InputError):
        import_files(shop, sources)

    assert shop.is_empty
    assert shop.imports().empty
    assert shop.rejects().empty
    assert list((shop.directory / "tmp").iterdir()) == []
