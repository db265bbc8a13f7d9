"""All rows of the command line's table, shared by the tests of this room."""

import pytest

from tests.doors.rows import Doors


@pytest.fixture(scope="session")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    return Doors(tmp_path_factory.mktemp("doors") / "rows")
