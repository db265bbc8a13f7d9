"""Governance ▸ Access and Audit log, and what each role meets in the app."""

import time
from pathlib import Path

import pytest

from components.shell.frame import url_path_of
from components.shell.login import LASTS
from components.shell.page_rights import PAGE_RIGHTS
from data.privacy.audit.log import AuditLog
from data.privacy.ledger.codes import Act
from data.privacy.roles.grants import give, role_of, take
from data.privacy.roles.guarded import least_customers
from data.privacy.roles.rights import Role, may
from data.services.workspaces import open_workspace
from tests.app_driver import EVERY_PAGE, go, links, open_app, open_app_as, press, tables, words

ACCESS, AUDIT, OVERVIEW = (
    "pages/governance/access.py",
    "pages/governance/audit_log.py",
    "pages/shop/overview.py",
)
EMAILS = {role: f"{role}@shop.example" for role in Role}
REFUSED = "does not let you"


@pytest.fixture
def staffed(small_shop):
    """Return the small shop with somebody of each role."""
    shop = open_workspace().open("My shop")
    for role, email in EMAILS.items():
        give(shop.directory, email, role)
    return shop


def test_every_page_asks_for_a_right():
    assert set(PAGE_RIGHTS) == {url_path_of(page) for page in EVERY_PAGE}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR, Role.ANALYST])
def test_a_page_that_a_role_may_not_open_is_not_in_the_menu_and_refuses_by_its_address(staffed, role):
    app = open_app_as(EMAILS[role])
    withheld = [page for page in EVERY_PAGE if not may(role, PAGE_RIGHTS[url_path_of(page)])]

    assert withheld and not {url_path_of(page) for page in withheld} & links(app)
    assert len(links(app)) == len(EVERY_PAGE) - len(withheld)
    for page in withheld:
        app = go(app, page)
        assert REFUSED in words(app) and not app.title and not tables(app), page


def test_a_viewer_reads_figures_and_is_offered_no_file(staffed):
    app = open_app_as(EMAILS[Role.VIEWER], OVERVIEW)

    assert not app.exception and "60 customers" in words(app)
    assert not app.get("download_button")
    assert open_app(OVERVIEW).get("download_button")


def test_a_stranger_sees_one_sentence_and_nothing_of_a_shop(staffed):
    app = open_app_as("stranger@else.example", OVERVIEW)

    assert "have no role in any shop" in words(app)
    assert not links(app) and "My shop" not in words(app) and not app.selectbox


@pytest.mark.parametrize(
    "claims, said",
    [
        ({"is_logged_in": False}, "Log in to see your shops"),
        ({"iat": time.time() - LASTS.total_seconds() - 60}, "Your login has expired"),
        ({"iat": "soon"}, "Your login has expired"),
        ({"email": ""}, "no e-mail that it has verified"),
        ({"email_verified": False}, "no e-mail that it has verified"),
    ],
)
def test_nobody_is_let_in_by_half_a_login(staffed, claims, said):
    app = open_app_as(**({"email": EMAILS[Role.OWNER]} | claims))

    assert said in words(app) and not links(app) and "My shop" not in words(app)


def test_a_role_taken_away_is_gone_at_the_next_click(staffed):
    app = open_app_as(EMAILS[Role.ANALYST], OVERVIEW)
    assert "60 customers" in words(app)

    take(staffed.directory, EMAILS[Role.ANALYST])

    assert "have no role in any shop" in words(app.run())


def test_an_owner_gives_and_takes_roles_and_the_log_shows_it(staffed):
    app = open_app_as(EMAILS[Role.OWNER], ACCESS)
    assert "1 owner, 1 analyst, 1 viewer, 1 auditor" in words(app)

    app.text_input[0].set_value("@new.example").run()
    app = press(app, "give-role")
    assert role_of(staffed.directory, "ann@new.example") is Role.VIEWER
    box = next(one for one in app.selectbox if str(one.key).startswith("role-taken"))
    app = press(box.set_value("@new.example").run(), "take-role")
    assert role_of(staffed.directory, "ann@new.example") is None
    least = next(one for one in app.number_input if str(one.key).startswith("least"))
    app = press(least.set_value(12).run(), "set-least")
    assert least_customers(staffed) == 12

    app = open_app_as(EMAILS[Role.AUDITOR], AUDIT)
    assert "all as they were signed" in words(app)
    kinds = next(one for one in app.multiselect if one.key == "audited-what")
    shown = tables(kinds.set_value(["role_given", "role_taken"]).run())[0]
    assert shown["whom"].tolist() == ["", "@new.example", "@new.example"]
    assert set(shown["who"]) == {EMAILS[Role.OWNER]}


def test_a_last_owner_stays_and_what_is_no_address_is_said(small_shop):
    shop = open_workspace().open("My shop")
    app = open_app(ACCESS)
    assert "Nobody has a role" in words(app) and "No login is set up" in words(app)
    give(shop.directory, EMAILS[Role.OWNER], Role.OWNER)

    assert "would have no owner" in words(press(app.run(), "take-role"))
    app.text_input[0].set_value("ann").run()
    assert "neither an e-mail nor a domain" in words(press(app, "give-role"))


def test_pages_and_downloads_are_noted_once_with_who_and_which_data(staffed):
    app = open_app_as(EMAILS[Role.ANALYST], OVERVIEW)
    app.run()

    entries = AuditLog(staffed.directory).entries()
    assert [(one.act, one.who, one.facts) for one in entries] == [
        (Act.READ, EMAILS[Role.ANALYST], {"what": "page overview", "data": staffed.fingerprint})
    ]


@pytest.mark.parametrize("page", [ACCESS, AUDIT])
def test_an_empty_workspace_offers_the_way_to_the_files(page):
    assert "There is no shop yet" in words(open_app(page))


def test_a_damaged_log_is_said_and_whoever_sits_at_the_machine_goes_on(staffed):
    open_app(OVERVIEW)
    head = Path(AuditLog(staffed.directory).directory) / "head.json"
    head.write_bytes(head.read_bytes().replace(b'"count":', b'"count":1'))

    assert "60 customers" in words(open_app(OVERVIEW))
    assert "the audit log is damaged" in words(open_app(AUDIT))
    assert "the audit log is damaged" in words(open_app_as(EMAILS[Role.VIEWER], OVERVIEW))
