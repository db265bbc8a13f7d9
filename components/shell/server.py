"""Opens the app: `python -m components.shell.server` is `streamlit run app.py` that knows deep links at once.

Streamlit takes any folder called pages/ for its legacy way of finding pages until `st.navigation` has run
once in the process. The first visitor of a fresh server who comes by a deep link then sees "Page not found"
above the page. Saying before the first visit that the folder is not meant that way avoids it.
"""

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

APP = Path(__file__).parents[2] / "app.py"


def main(options: list[str]) -> None:
    """Run the server until it is stopped; options are those of `streamlit run`."""
    PagesManager.uses_pages_directory = False
    cli.main(["run", str(APP), *options], prog_name="streamlit")


if __name__ == "__main__":
    main(sys.argv[1:])
