"""Processes killed at random moments of a change: `python -m tests.kills DIRECTORY N SEED`.

A zygote without threads forks each victim and each witness, so that a kill costs a tenth of a second.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from data.privacy.forget import forget_customer
from data.services.undo import undo_last_import
from data.services.workspaces import open_workspace
from data.store import Workspace
from tests.builders import events_csv, import_csv, write_csv

NAME = "Shop"
State = list[object]


def rows(first: int, last: int) -> list[dict[str, object]]:
    return [
        {"customer_id": f"c{i % 97}", "order_id": f"o{i}", "event_time": f"2024-03-{1 + i % 28:02d} 10:00:00"}
        for i in range(first, last)
    ]


def prepare(home: Path) -> None:
    """Write the files, and the shop that every trial starts from."""
    home.mkdir(parents=True)
    events_csv(home / "first.csv", rows(0, 2000))
    events_csv(home / "second.csv", [*rows(1500, 6000), {"event_time": "never"}])
    write_csv(home / "customers.csv", [{"customer_id": f"c{i}", "tier": "gold"} for i in range(97)])
    shop = open_workspace(home / "start").create(NAME)
    import_csv(shop, home / "first.csv")
    shop.close()


def add(home: Path, workspace: Workspace) -> None:
    shop = workspace.open(NAME)
    import_csv(shop, home / "second.csv")


def take_back(home: Path, workspace: Workspace) -> None:
    undo_last_import(workspace.open(NAME))


def forget(home: Path, workspace: Workspace) -> None:
    forget_customer(workspace.open(NAME), "c5")


def make(home: Path, workspace: Workspace) -> None:
    with workspace.creating("Another") as shop:
        import_csv(shop, home / "first.csv")
        import_csv(shop, home / "customers.csv", "customers")


def delete(home: Path, workspace: Workspace) -> None:
    workspace.delete(NAME)


CHANGES: tuple[Callable[[Path, Workspace], None], ...] = (add, take_back, forget, make, delete)


def state(directory: Path) -> State:
    """Return what each shop of a workspace holds, read as the app would, and that nothing lies about."""
    workspace = open_workspace(directory)
    found: State = []
    for name in workspace.shop_names():
        shop = workspace.open(name)
        customers = shop.read("customers")
        counts = [len(customers), len(shop.rejects()), float(shop.read("overview")["revenue"].iloc[0])]
        found.append([name, shop.fingerprint.rjust(12), *counts, int(shop.imports()["rows_kept"].sum())])
        assert not list((shop.directory / "tmp").iterdir()), "leftovers in tmp/"
        shop.close()
    workspace.create("Probe").close()
    assert not list((directory / ".drafts").iterdir()), "leftovers among the drafts"
    return found


def in_fork(work: Callable[[], object]) -> tuple[int, int]:
    """Start work in a process of its own; return its id and a pipe to read its result from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return child, reading


def result_of(process: tuple[int, int]) -> State | None:
    child, reading = process
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    return json.loads(text) if os.waitpid(child, 0)[1] == 0 else None


def trial(
    home: Path, change: Callable[[Path, Workspace], None], delay: float | None
) -> tuple[float, State | None]:
    """Let a change run, killed after a delay; return how long it ran and what a new process finds."""
    place = home / "trial"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home / "start", place)
    started = time.perf_counter()
    child, pipe = in_fork(lambda: change(home, open_workspace(place)))
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    os.close(pipe)
    os.waitpid(child, 0)
    return time.perf_counter() - started, result_of(in_fork(lambda: state(place)))


def without_salt(found: State | None) -> State | None:
    """Return a state without its fingerprints: those after forgetting have a salt of their own."""
    return None if found is None else [[name, *facts] for name, _, *facts in found]


def main(home: Path, n_kills: int, seed: int) -> None:
    prepare(home)
    rng = random.Random(seed)
    before = result_of(in_fork(lambda: (shutil.copytree(home / "start", home / "b"), state(home / "b"))[1]))
    outcomes: Counter[str] = Counter()
    for number, change in enumerate(CHANGES):
        seconds, after = trial(home, change, None)
        assert before is not None and after is not None and before != after, change.__name__
        for _ in range(len(range(number, n_kills, len(CHANGES)))):
            _, found = trial(home, change, rng.uniform(0, 1.1 * seconds))
            is_before, is_after = found == before, without_salt(found) == without_salt(after)
            outcomes[
                f"{change.__name__}: {'before' if is_before else 'after' if is_after else 'BETWEEN'}"
            ] += 1
    shutil.rmtree(home)
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
