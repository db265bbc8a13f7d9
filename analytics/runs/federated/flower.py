"""Lines that Flower carries: its server and one of its clients a shop, from an environment of its own."""

import json
import os
import shutil
import socket
import subprocess
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, Listener
from pathlib import Path

from analytics.federated.apart.middle import Lines
from analytics.federated.apart.sockets import HOST, Address
from data.engine.directories import passing_directory
from data.schema import InputError

PYTHON = "BUNDLEWISE_FLOWER"  # names a Python that has what requirements-federated.txt lists
_PLACES, _KEY = "BUNDLEWISE_SHOP_LINES", "BUNDLEWISE_SHOP_KEY"  # as the app in `flower_app.py` reads them
_TRIES, _SECONDS_TO_COME = 10, 180
_APP = """[project]
name = "bundlewise-lines"
version = "1.0.0"
description = "Carries messages between the shops of a federated training"
license = "Apache-2.0"
dependencies = []
[tool.flwr.app]
publisher = "bundlewise"
[tool.flwr.app.components]
serverapp = "flower_app:server"
clientapp = "flower_app:client"
[tool.flwr.app.config]
"""
_HOME = '[superlink]\ndefault = "here"\n[superlink.here]\naddress = "{address}"\ninsecure = true\n'


@dataclass(frozen=True)
class FlowerLines:
    """Lines through Flower's server, which this process talks to."""

    line: Connection

    def ask(self, questions: dict[int, bytes]) -> dict[int, bytes]:
        """Return the answers of those that can be reached; none where Flower itself cannot be."""
        try:
            self.line.send_bytes(
                json.dumps({i: b64encode(of).decode() for i, of in questions.items()}).encode()
            )
            told = json.loads(self.line.recv_bytes())
        except (OSError, EOFError):
            return {}
        return {int(i): b64decode(of) for i, of in sorted(told.items())}


@contextmanager
def flower_lines(addresses: Mapping[int, Address], key: bytes) -> Iterator[Lines]:
    """Give lines to shops that listen, for the block; raises InputError where Flower is absent or fails.

    All of it listens on the loopback address alone, so that Flower's own lines need no certificates.
    """
    tools = flower_tools()
    with ExitStack() as held:
        home = held.enter_context(passing_directory())
        listener = held.enter_context(Listener((HOST, 0), authkey=key))
        places = {str(i): address for i, address in addresses.items()} | {"middle": listener.address}
        own = {_PLACES: json.dumps(places), _KEY: key.decode(), "FLWR_HOME": str(home)}
        own |= {"FLWR_TELEMETRY_ENABLED": "0", "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"}
        start = _Starter(tools, os.environ | own, home, held)
        link = f"{HOST}:{_free_port()}"
        host, port = link.split(":")
        start("flower-superlink", "--disable-runtime-dependency-installation", "--host", host, "--port", port)
        for i in addresses:
            beside = ("--host", HOST, "--port", str(_free_port()), "--node-config", f"number={i}")
            start("flower-supernode", "--superlink", link, *beside)
        _submit(start, link)
        line = _accepted(listener)
        held.callback(line.close)
        yield FlowerLines(line)


def flower_tools() -> Path:
    """Return the folder of Flower's commands; raises InputError where there is none."""
    python = os.environ.get(PYTHON, "")
    tools = Path(python).parent
    if not python or not (tools / "flower-superlink").exists():
        raise InputError(
            "Flower is not installed beside the app",
            f"Install requirements-federated.txt apart from the app, and name that Python in {PYTHON}",
        )
    return tools


@dataclass(frozen=True)
class _Starter:
    """Starts Flower's commands, and ends them with the stack."""

    tools: Path
    environment: Mapping[str, str]
    home: Path
    held: ExitStack

    def __call__(self, command: str, *words: str) -> None:
        process = subprocess.Popen(  # noqa: S603  of the environment that the user named
            [self.tools / command, "--insecure", *words],
            cwd=self.home,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.held.callback(_end, process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Let a command end in good order, with what it has started itself."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _submit(start: _Starter, link: str) -> None:
    """Hand the app to Flower's server, which may take a while to listen."""
    app = start.home / "app"
    app.mkdir()
    (app / "pyproject.toml").write_text(_APP)
    shutil.copy(Path(__file__).with_name("flower_app.py"), app)
    (start.home / "config.toml").write_text(_HOME.format(address=link))
    command = [str(start.tools / "flwr"), "run", str(app), "here"]
    for _ in range(_TRIES):
        done = subprocess.run(command, env=dict(start.environment), capture_output=True, check=False)  # noqa: S603
        if done.returncode == 0:
            return
    raise InputError("Flower does not begin", "Look whether its environment is whole, or leave it out")


def _accepted(listener: Listener) -> Connection:
    """Return the line that Flower's server opens; raises InputError where it does not come."""
    found: list[Connection] = []
    coming = threading.Thread(target=lambda: found.append(listener.accept()), daemon=True)
    coming.start()
    coming.join(_SECONDS_TO_COME)
    if not found:
        raise InputError("Flower's server does not begin", "Look whether its environment is whole")
    return found[0]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
