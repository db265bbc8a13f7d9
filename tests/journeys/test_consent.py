"""Governance ▸ Consent: who refuses is counted, lists are noted, and the rule for the silent is changed."""

import pytest

from data.privacy.consent import consent_of
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv, write_csv

CONSENT = "pages/governance/consent.py"


@pytest.fixture
def asked(small_shop, tmp_path):
    """Return the small shop once its customers were asked: of three, one refuses and one said nothing."""
    shop = open_workspace().open("My shop")
    names = sorted(shop.read("customers")["customer_id"])
    answers = [{"customer_id": name, "consent": ("yes", "no", "")[n % 3]} for n, name in enumerate(names)]
    import_csv(shop, write_csv(tmp_path / "customers.csv", answers), "customers")
    return shop


def test_a_shop_that_asks_nobody_says_so(small_shop):
    assert "everybody counts" in words(open_app(CONSENT))


def test_an_empty_workspace_offers_the_way_to_the_files():
    assert "There is no shop yet" in words(open_app(CONSENT))


def test_refusers_are_counted_and_the_silent_count_as_the_rule_says(asked):
    app = open_app(CONSENT)
    assert "40 of 60 customers" in words(app)
    assert any("full part" in title for title in chart_titles(app))

    app = next(t for t in app.main.toggle if str(t.key).startswith("unsaid")).set_value(True).run()

    assert "20 of 60 customers" in words(app)


def test_a_list_of_refusers_counts_from_now_on(asked, tmp_path):
    name = str(asked.read("customers")["customer_id"].iloc[0])
    app = open_app(CONSENT)
    upload = next(one for one in app.main.get("file_uploader") if "refuse" in str(one.label).lower())

    upload.set_value(("list.csv", f"customer_id\n{name}\n".encode(), "text/csv"))
    app = press(app.run(), "note-consent")

    assert "41 of 60 customers" in words(app)
    assert name not in set(asked.read("customers")["customer_id"])
    assert consent_of(asked).n_refused == 41
