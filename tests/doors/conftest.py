"""All rows of the command line's table, shared by the tests of this room."""

from collections.abc import Iterator

import pytest

from tests.doors.rows import Doors


@pytest.fixture(scope="session")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    doors = Doors(tmp_path_factory.mktemp("doors") / "rows")
    yield doors
    doors.warm.stop()
