import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config

from components.shell import server
from tests.app_driver import links, open_app, words

ROOT = Path(__file__).parents[3]
AUTH = '[auth]\nclient_id = "x"\n'
SCOPE = 'client_kwargs = { scope = "openid email" }\n'


@pytest.fixture(autouse=True)
def kept_options():
    """Have the options as they were, once the test is over."""
    yield
    config.get_config_options(force_reparse=True, options_from_flags={})


@pytest.fixture
def secrets(monkeypatch, tmp_path):
    """Return where the secrets of this test lie; there are none at first."""
    (tmp_path / "home" / ".streamlit").mkdir(parents=True)
    file = tmp_path / "home" / ".streamlit" / "secrets.toml"
    monkeypatch.setattr(server.login.st, "secrets", type(server.login.st.secrets)())
    monkeypatch.setenv("HOME", str(file.parents[1]))
    return file


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "localhost", "::1", "[::1]"])
def test_the_app_starts_without_a_login_for_this_machine(secrets, address):
    assert server.refused([f"--server.address={address}"]) == ""


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "", "192.168.1.7", "my-machine", "localhost.example"])
def test_the_app_does_not_start_for_other_machines_without_a_login(secrets, address):
    assert "nobody has to log in" in server.refused(["--server.port=1", "--server.address", address])


def test_the_environment_and_the_last_option_say_where_the_app_listens(secrets, monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")
    assert "nobody has to log in" in server.refused([])
    assert server.refused(["--server.address=0.0.0.0", "--server.address=127.0.0.1"]) == ""


def test_with_a_login_that_asks_for_the_e_mail_alone_the_app_listens_anywhere(secrets):
    secrets.write_text(AUTH)
    assert "more than openid and email" in server.refused([])
    secrets.write_text(AUTH + SCOPE.replace("email", "email profile groups"))
    server.login.st.secrets._reset()
    assert "more than openid and email" in server.refused([])
    secrets.write_text(AUTH + SCOPE)
    server.login.st.secrets._reset()
    assert server.refused(["--server.address=0.0.0.0"]) == ""


def test_a_refused_start_ends_with_one_sentence(tmp_path):
    command = [sys.executable, "-m", "components.shell.server", "--server.address=0.0.0.0"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert ended.returncode == 1 and ended.stdout == ""
    assert ended.stderr.strip() == server.login.OPEN_WORDS


def test_the_app_opened_past_that_says_the_same_and_shows_no_shop(secrets):
    config.set_option("server.address", "0.0.0.0")

    app = open_app("pages/shop/overview.py")

    assert "nobody has to log in" in words(app)
    assert not links(app) and "My shop" not in words(app)
