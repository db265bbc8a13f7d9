"""Real database servers for tests, started from Debian's packages in a directory of their own."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = 's3cr\'et pass\\word="1"'
SECONDS_TO_START = 60
READY = re.compile(rb"ready (to accept|for) connections")  # after their first statements


def quoted(text: str) -> str:
    """Return a text as SQL text."""
    return "'" + text.replace("'", "''") + "'"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def found(binary: str, *folders: str) -> str:
    """Return a server's program; its absence is a failure in CI and a skip elsewhere."""
    places = [str(path) for folder in folders for path in sorted(Path("/").glob(folder), reverse=True)]
    path = shutil.which(binary, path=os.pathsep.join([*places, os.environ.get("PATH", ""), "/usr/sbin"]))
    if path is None:
        words = f"{binary} is not installed (Debian: postgresql, mariadb-server)"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    return str(path)


@contextmanager
def home_of(user: str) -> Iterator[tuple[Path, dict]]:
    """Give a directory that a server's user owns, and how to run programs as that user."""
    directory = Path(tempfile.mkdtemp(prefix="bundlewise-test-"))
    run_as: dict = {}
    if os.getuid() == 0:  # neither server runs as root
        shutil.chown(directory, user, user)
        run_as = {"user": user, "group": user, "extra_groups": []}
    try:
        yield directory, run_as
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def running(command: list[str], directory: Path, run_as: dict) -> Iterator[None]:
    log = (directory / "log").open("wb")
    server = subprocess.Popen(
        command, cwd=directory, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **run_as
    )
    try:
        end = time.monotonic() + SECONDS_TO_START
        while not READY.search((directory / "log").read_bytes()):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail((directory / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


@contextmanager
def postgresql(statements: str) -> Iterator[int]:
    """Run PostgreSQL with user analyst, database shop and what the statements make; yield its port."""
    initdb = found("initdb", "usr/lib/postgresql/*/bin")
    binaries = Path(initdb).parent
    with home_of("postgres") as (directory, run_as):
        data, port = directory / "data", free_port()
        options = ["--auth=scram-sha-256", "--no-sync", "--no-locale", "--encoding=UTF8", "--username=owner"]
        (directory / "password").write_text(PASSWORD)
        (directory / "password").chmod(0o644)
        initialize = [initdb, f"--pgdata={data}", f"--pwfile={directory / 'password'}", *options]
        subprocess.run(initialize, check=True, stdout=subprocess.DEVNULL, cwd=directory, **run_as)
        server = [str(binaries / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port)]
        fast = ["-k", str(directory), "-F", "-c", "full_page_writes=off"]
        with running([*server, *fast], directory, run_as):
            psql = [str(binaries / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "owner", "-qX"]
            settings = {**os.environ, "PGPASSWORD": PASSWORD}
            for database, text in (("postgres", "CREATE DATABASE shop;"), ("shop", statements)):
                say = [*psql, "-v", "ON_ERROR_STOP=1", "-d", database]
                subprocess.run(say, check=True, input=text.encode(), env=settings, cwd="/")
            yield port


@contextmanager
def mariadb(statements: str) -> Iterator[int]:
    """Run MariaDB with what the statements make; yield its port."""
    install, server = found("mariadb-install-db"), found("mariadbd")
    with home_of("mysql") as (directory, run_as):
        data, port = directory / "data", free_port()
        made = [install, "--no-defaults", f"--datadir={data}", "--skip-test-db", "--skip-log-bin"]
        made += ["--auth-root-authentication-method=normal"] + (
            [f"--user={run_as['user']}"] if run_as else []
        )
        subprocess.run(
            made, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory, **run_as
        )
        (directory / "first.sql").write_text(statements)
        (directory / "first.sql").chmod(0o644)
        options = [f"--datadir={data}", f"--socket={directory / 'socket'}", f"--port={port}"]
        options += [
            "--bind-address=127.0.0.1",
            f"--init-file={directory / 'first.sql'}",
            "--skip-name-resolve",
        ]
        fast = [
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=16M",
            f"--pid-file={directory / 'pid'}",
        ]
        with running([server, "--no-defaults", *options, *fast], directory, run_as):
            yield port
