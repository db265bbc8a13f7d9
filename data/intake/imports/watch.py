"""How far a long statement is, told while it runs; whoever is told may give it up."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from data.sql import Connection

Progress = Callable[[float, str], None]
LOOK_SECONDS = 0.1
COUNTED = ("SET enable_progress_bar = true", "SET enable_progress_bar_print = false")


@contextmanager
def watched(connection: Connection, say: Progress, start: float, end: float, words: str) -> Iterator[None]:
    """Tell from another thread how far the block's statements are, between two shares of the whole.

    What `say` raises there ends the statement at work, and is raised from the block.
    """
    for statement in COUNTED:
        connection.execute(statement)
    say(start, words)
    has_ended = threading.Event()
    given_up: list[BaseException] = []

    def look() -> None:
        share = start
        while not has_ended.wait(LOOK_SECONDS):
            if given_up:
                connection.interrupt()  # again and again: between two statements nobody hears it
                continue
            share = max(share, start + (end - start) * connection.query_progress() / 100)
            try:
                say(share, words)
            except BaseException as error:  # raised where the block ends, in its own thread
                given_up.append(error)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    except Exception as error:  # what an ended statement became on its way
        if given_up:
            raise given_up[0] from error
        raise
    finally:
        has_ended.set()
        watcher.join()
    if given_up:
        raise given_up[0]
