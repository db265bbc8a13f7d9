"""Opens the app: `python -m components.shell.server` is `streamlit run app.py` that knows deep links at once.

Streamlit takes any folder called pages/ for its legacy way of finding pages until `st.navigation` has run
once in the process. The first visitor of a fresh server who comes by a deep link then sees "Page not found"
above the page. Saying before the first visit that the folder is not meant that way avoids it.
"""

import os
import sys
from pathlib import Path

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from components.shell import login
from data.schema import InputError

APP = Path(__file__).parents[2] / "app.py"
ADDRESS, VARIABLE = "--server.address", "STREAMLIT_SERVER_ADDRESS"


def main(options: list[str]) -> None:
    """Run the server until it is stopped; options are those of `streamlit run`.

    Ends the process with one sentence where others could reach the app and nobody had to log in.
    """
    if refusal := refused(options):
        sys.exit(refusal)
    PagesManager.uses_pages_directory = False
    cli.main(["run", str(APP), *options], prog_name="streamlit")


def refused(options: list[str]) -> str:
    """Return why the app does not start with these options; nothing where it does."""
    given = {"server.address": address} if (address := _address_of(options)) is not None else {}
    config.get_config_options(force_reparse=True, options_from_flags=given)
    try:
        login.check_scope()
    except InputError as error:
        return str(error)
    if login.listens_elsewhere() and not login.is_configured():
        return login.OPEN_WORDS
    return ""


def _address_of(options: list[str]) -> str | None:
    """Return the address that options of `streamlit run` name last, else the environment, else None."""
    found = os.environ.get(VARIABLE)
    for place, word in enumerate(options):
        if word == ADDRESS:
            found = "".join(options[place + 1 : place + 2])
        elif word.startswith(f"{ADDRESS}="):
            found = word.partition("=")[2]
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
