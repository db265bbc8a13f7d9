"""A shop kept under pseudonyms in the app: uploaded, asked about by real ids, named and noted."""

import io

import pandas as pd
import pytest

from components.shell import display
from data.privacy.ledger.ledger import Ledger
from data.privacy.pseudonyms.choice import replaces_ids
from data.privacy.pseudonyms.names import is_pseudonym
from data.services.workspaces import open_workspace
from tests.app_driver import go, open_app, press, upload, words
from tests.builders import order_lines, write_csv
from tests.in_plain import planted_in

UPLOAD, QUALITY = "pages/shop/upload.py", "pages/shop/quality.py"
SEGMENTS = "pages/customers/segments.py"
MARKER = "planted.example"
IDS = "Replace customer ids by pseudonyms"


@pytest.fixture
def files(tmp_path):
    rows = [row | {"customer_id": f"{row['customer_id']}@{MARKER}"} for row in order_lines(12)]
    names = sorted({row["customer_id"] for row in rows})
    people = [{"customer_id": one, "email": one, "iban": "DE89370400440532013000"} for one in names]
    return write_csv(tmp_path / "orders.csv", rows), write_csv(tmp_path / "people.csv", people)


def box(app, label):
    return next(one for one in app.main.selectbox if str(one.label).replace("\\", "").startswith(label))


def check(app, label):
    return next(one for one in app.main.checkbox if one.label == label)


def test_personal_columns_are_named_before_the_import_and_after_it_where_they_are_kept(files):
    app = upload(open_app(UPLOAD), *files)
    said = words(app)
    assert "customer_id (e-mail addresses), email (e-mail addresses), iban (bank accounts)" in said
    app = check(app, IDS).set_value(False).run()

    app = press(box(app, "email").set_value("keep").run(), "import")

    shop = open_workspace().open("My shop")
    customers = shop.read("customers")
    assert not replaces_ids(shop) and MARKER in customers["customer_id"].iloc[0]
    assert "iban" not in customers and MARKER in customers["email"].iloc[0]
    assert "Columns that look personal" in words(go(app, QUALITY))


def test_what_looks_personal_is_replaced_without_a_word_and_named_on_a_list(files, monkeypatch):
    app = upload(open_app(UPLOAD), *files)
    assert check(app, IDS).value and "Customer ids are e-mail addresses" in words(app)
    assert (box(app, "email").value, box(app, "iban").value) == ("pseudonym", "leave_out")
    app = press(app, "import")

    shop = open_workspace().open("My shop")
    customers = shop.read("customers")
    assert customers["customer_id"].map(is_pseudonym).all() and "iban" not in customers
    assert "Columns that look personal" not in words(go(app, QUALITY))
    app = go(app, SEGMENTS)
    assert MARKER not in words(app) and not app.exception
    assert "Name these customers" in [one.label for one in app.expander]

    offered = {}
    monkeypatch.setattr(display, "show_download", lambda _, content, name: offered.update({name: content}))
    app.run()
    named = pd.read_csv(io.BytesIO(offered["customers-named.csv"]()))

    assert len(named) == 12 and named["customer_id"].str.endswith(MARKER).all()
    assert planted_in(shop.directory, (MARKER, MARKER.upper(), "DE8937")) == []
    (entry,) = Ledger(shop.directory).entries()
    assert entry.facts == {"n_customers": 12, "data": shop.fingerprint, "purpose": "mailing"}


def test_more_files_of_a_shop_of_pseudonyms_are_read_the_same_way(files, tmp_path):
    app = press(upload(open_app(UPLOAD), files[0]), "import")

    app = press(upload(app, files[1]), "import")

    shop = open_workspace().open("My shop")
    assert len(shop.read("customers")) == 12 and shop.read("customers")["email"].map(is_pseudonym).all()


def test_whoever_asks_by_their_own_id_is_found(files):
    app = press(upload(open_app(UPLOAD), *files), "import")
    field = next(one for one in app.text_input if str(one.key).startswith("held-about"))
    field.set_value(f"c1@{MARKER}")
    button = next(one for one in app.button if one.label == "Put together what is held")

    app = button.click().run()

    assert not app.error and any("Found:" in one.value for one in app.success)
