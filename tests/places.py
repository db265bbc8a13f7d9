"""What may lie at a path that a command line names: files and folders in every state, made on the spot."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from data.intake.mapping import written

State = Callable[[Path], str]
DEEP = 100_000  # brackets: no reader that calls itself gets to their end


def _file(name: str, content: bytes = b"") -> State:
    def make(home: Path) -> str:
        (home / name).write_bytes(content)
        return str(home / name)

    return make


def _folder(home: Path) -> str:
    (home / "folder").mkdir()
    return str(home / "folder")


def _closed(home: Path) -> str:
    path = home / "closed"
    path.write_text("a,b\n1,2\n")
    path.chmod(0)
    return str(path)


def _closed_folder(home: Path) -> str:
    path = home / "closed folder"
    path.mkdir()
    path.chmod(0)
    return str(path)


def _pipe(home: Path) -> str:
    os.mkfifo(home / "pipe.csv")
    return str(home / "pipe.csv")


def _socket(home: Path) -> str:
    place = home / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(place))  # its whole name may be longer than such a name may be
    return str(place)


def _broken_link(home: Path) -> str:
    (home / "broken").symlink_to(home / "nowhere")
    return str(home / "broken")


def _loop(home: Path) -> str:
    (home / "loop").symlink_to(home / "loop")
    return str(home / "loop")


def _lake_with_a_pipe(home: Path) -> str:
    (home / "lake").mkdir()
    os.mkfifo(home / "lake" / "part.parquet")
    return str(home / "lake")


def _below_a_file(home: Path) -> str:
    return str(Path(_file("a file", b"x")(home)) / "below")


INPUTS: dict[str, State] = {
    "nothing": lambda home: str(home / "nowhere.csv"),
    "no name": lambda home: "",
    "a folder": _folder,
    "a closed file": _closed,
    "a closed folder": _closed_folder,
    "a file below a file": _below_a_file,
    "an empty file": _file("empty.csv"),
    "zeros": _file("zeros.csv", bytes(5000)),
    "noise": _file("noise.csv", bytes(range(256)) * 40),
    "a cut archive": _file("cut.csv.gz", b"\x1f\x8b\x08\x00"),
    "a cut zip": _file("cut.zip", b"PK\x03\x04cut"),
    "a cut Parquet": _file("cut.parquet", b"PAR1" + bytes(60)),
    "a header alone": _file("header.csv", b"customer_id,product_id\n"),
    "a pipe": _pipe,
    "a socket": _socket,
    "a folder with a pipe": _lake_with_a_pipe,
    "a device": lambda home: "/dev/zero",
    "a device without end": lambda home: "/dev/random",
    "an empty device": lambda home: "/dev/null",
    "memory": lambda home: "/proc/self/mem",
    "a broken link": _broken_link,
    "a link to itself": _loop,
    "a long name": lambda home: str(home / ("x" * 300)),
    "a long path": lambda home: "/".join([str(home), *["x" * 200] * 30]),
    "a name that is not UTF-8": _file(os.fsdecode(b"caf\xe9.csv"), b"a,b\n1,2\n"),
    "a name of two lines": _file("two\nlines\x1b[2J.csv", b"a,b\n1,2\n"),
    "deep JSON": _file("deep.json", b"[" * DEEP),
}
ADDRESSES = (
    "sqlite:///nowhere.db?table=t",
    "sqlite:////dev/zero?table=t",
    "sqlite:///%00?table=t",
    "sqlite:///x?table=%ff",
    "sqlite:///x",
    "oracle://x/y?table=t",
    "mysql://h:99999999/x?table=t",
    "postgresql://[/x?table=t",
    "postgresql://localhost:1/s?table=t",
    "mongodb://localhost:1/s?table=t",
    "://",
)


def _taken(home: Path) -> str:
    for name in ("intake.json", "price_book.parquet", "scores.parquet"):
        (home / "taken" / name).mkdir(parents=True)
    return str(home / "taken")


def _used(home: Path) -> str:
    (home / "used").mkdir()
    (home / "used" / "note.txt").write_text("of somebody")
    return str(home / "used")


OUTPUTS: dict[str, State] = {
    "a new folder": lambda home: str(home / "new" / "and" / "deeper"),
    "a folder in use": _used,
    "a file": _file("in the way", b"of somebody"),
    "a folder below a file": _below_a_file,
    "a closed folder": _closed_folder,
    "a folder with folders in place of files": _taken,
    "no name": lambda home: "",
    "a device": lambda home: "/dev/null",
    "a folder below a device": lambda home: "/dev/full/out",
    "a folder that no one makes": lambda home: "/proc/nowhere/out",
    "a broken link": _broken_link,
    "a link to itself": _loop,
    "a long name": lambda home: str(home / ("x" * 300)),
    "a long path": lambda home: "/".join([str(home), *["x" * 200] * 30]),
    "a name that is not UTF-8": lambda home: str(home / os.fsdecode(b"caf\xe9")),
    "a name of two lines": lambda home: str(home / "two\nlines"),
}
TABLES: dict[str, State] = {
    "a table that is a folder": lambda home: (home / "x.csv").mkdir() or str(home / "x.csv"),
    "a table below a file": lambda home: str(Path(_file("a file", b"x")(home)) / "x.csv"),
    "a table of a long name": lambda home: str(home / ("x" * 250 + ".csv")),
    "a table of another kind": lambda home: str(home / "x.xls"),
    "a table": lambda home: str(home / "x.parquet"),
}
CONSTANTS = (*written.CONSTANTS, "unheard of")
ODD = (5, True, None, "x", ["x"], [[1]], {"x": "y"}, {"x": ["y"]})


def odd_mappings(columns: dict[str, str]) -> Iterator[str]:
    """Yield JSON that is a mapping, or nearly one."""
    whole = {"kind": "events", "columns": columns}
    for value in ODD:
        yield json.dumps(value)
        for part in ("kind", "columns", "instruments", "constants"):
            yield json.dumps(whole | {part: value})
        yield json.dumps(whole | {"columns": columns | {"net_price": value}})
        for constant in CONSTANTS:
            yield json.dumps(whole | {"constants": {constant: value}})
    yield json.dumps(whole | {"constants": {"time_zone": "Nowhere", "date_order": "YYY"}})
    yield '{"kind": "events", "columns": {"customer_id": "\\ud800"}}'
    yield '{"kind": "events", "columns": {"customer_id": "\\u0000"}}'
    yield '{"kind": "events", "columns": {}, "constants": {"header": NaN}}'
    yield '{"kind": "events", "columns": ' + "[" * DEEP + "]" * DEEP + "}"
    yield json.dumps(whole | {"columns": {f"column {n}": "x" for n in range(2000)}})
