"""A way to a database that ends after a time: a library that waits for an answer cannot be told to stop."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

CHUNK = 1 << 18
HERE = "127.0.0.1"


@contextmanager
def deadline(seconds: float, end: Callable[[], None]) -> Iterator[threading.Event]:
    """End what the block does once its time is over; the event tells whether that has come to pass."""
    is_over = threading.Event()

    def ring() -> None:
        is_over.set()
        end()

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


class Relay:
    """Passes the connections that come to a port of this machine on to another place, until it is closed.

    Parameters
    ----------
    reach : returns a new connection to that place
    """

    def __init__(self, reach: Callable[[], socket.socket]) -> None:
        self.reach = reach
        self.listener = socket.create_server((HERE, 0))
        self.port: int = self.listener.getsockname()[1]
        self.ends: list[socket.socket] = [self.listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Hang up: whoever waits at either side is told that the other is gone."""
        for end in list(self.ends):
            hang_up(end)

    def _accept(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                near, _ = self.listener.accept()
                self.ends.append(near)
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        try:
            far = self.reach()
        except Exception:
            hang_up(near)
            return
        self.ends.append(far)
        far.settimeout(None)
        threading.Thread(target=_pass_on, args=(near, far), daemon=True).start()
        _pass_on(far, near)


def hang_up(end: socket.socket) -> None:
    """Close a connection also for those who wait for it."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    buffer = bytearray(CHUNK)
    with suppress(OSError, ValueError):
        while n := source.recv_into(buffer):
            target.sendall(memoryview(buffer)[:n])
    hang_up(source)
    hang_up(target)
