"""The login in a browser, by a provider of OpenID Connect on this machine."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.privacy.audit.log import AuditLog
from data.privacy.ledger.codes import Act
from data.privacy.roles.grants import give, take
from data.privacy.roles.rights import Role
from data.services.workspaces import open_workspace
from tests.browser.oidc_provider import CLIENT, REFUSED, provider
from tests.builders import import_csv, new_shop, order_lines, write_csv
from tests.servers import free_port

pytestmark = pytest.mark.browser

LONG_AGO = time.time() - 13 * 3600
ACCOUNTS = {
    name: {"email": f"{name}@shop.example", "email_verified": True}
    for name in ("owner", "viewer", "stranger", "late")
}
ACCOUNTS["late"] |= {"iat": LONG_AGO}


@pytest.fixture
def directory(tmp_path):
    """Return the directory of a shop with an owner, a viewer, and somebody who logs in too rarely."""
    shop = new_shop(tmp_path, "My shop")
    import_csv(shop, write_csv(tmp_path / "orders.csv", order_lines()))
    for name, role in (("owner", Role.OWNER), ("viewer", Role.VIEWER), ("late", Role.OWNER)):
        give(shop.directory, f"{name}@shop.example", role)
    shop.close()
    return shop.directory


def write_secrets(home: Path, port: int, issuer: str) -> None:
    """Name the provider where Streamlit looks for secrets."""
    said = CLIENT | {
        "redirect_uri": f"http://localhost:{port}/oauth2callback",
        "cookie_secret": "of a test, long enough to sign with",
        "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in said.items()]
    (home / ".streamlit").mkdir(parents=True)
    (home / ".streamlit" / "secrets.toml").write_text(
        "\n".join(["[auth]", *lines, 'client_kwargs = { scope = "openid email" }'])
    )


def log_in(window: Page, name: str) -> None:
    window.get_by_role("button", name="Log in").click()
    window.get_by_role("button", name=name, exact=True).click()


def log_out(window: Page) -> None:
    window.get_by_role("button", name="Log out").click()
    expect(window.get_by_text("Log in to see your shops.")).to_be_visible()


def see_no_shop(window: Page) -> None:
    expect(window.get_by_text("My shop")).to_have_count(0)
    expect(window.get_by_role("link", name="Overview")).to_have_count(0)


def test_each_sees_what_their_role_lets_until_it_is_taken_away(new_page, serve, directory, tmp_path):
    scopes, port = [], free_port()
    with provider(ACCOUNTS, scopes) as issuer:
        write_secrets(tmp_path / "home", port, issuer)
        with serve(tmp_path / "workspace", port, HOME=str(tmp_path / "home")) as address:
            window = new_page()
            window.goto(f"{address}/overview")
            expect(window.get_by_text("Log in to see your shops.")).to_be_visible()
            see_no_shop(window)
            log_in(window, REFUSED)
            expect(window.get_by_text("Log in to see your shops.")).to_be_visible()

            log_in(window, "stranger")
            expect(window.get_by_text("have no role in any shop")).to_be_visible()
            see_no_shop(window)
            log_out(window)
            log_in(window, "late")
            expect(window.get_by_text("Your login has expired")).to_be_visible()
            see_no_shop(window)

            log_in(window, "owner")
            window.get_by_role("link", name="Access").click()
            expect(window.locator("h1")).to_have_text("Access")
            log_out(window)
            log_in(window, "viewer")
            expect(window.get_by_text("60 customers placed")).to_be_visible()
            expect(window.get_by_role("link", name="Access")).to_have_count(0)
            expect(window.get_by_role("button", name="Download this table")).to_have_count(0)
            window.goto(f"{address}/access")
            expect(window.get_by_text("does not let you give roles")).to_be_visible()

            window.get_by_role("link", name="Overview").click()
            expect(window.get_by_text("60 customers placed")).to_be_visible()
            take(directory, "viewer@shop.example")
            window.get_by_role("link", name="Overview").click()
            expect(window.get_by_text("have no role in any shop")).to_be_visible()
            see_no_shop(window)
    assert set(scopes) == {"openid email"}
    read = {entry.who for entry in AuditLog(directory).entries() if entry.act is Act.READ}
    assert read == {"owner@shop.example", "viewer@shop.example"}
    assert open_workspace(tmp_path / "workspace").shop_names() == ["My shop"]
